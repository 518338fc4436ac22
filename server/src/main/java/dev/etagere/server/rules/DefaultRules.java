package dev.etagere.server.rules;

import dev.etagere.server.http.Problem;
import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Version;
import java.util.List;
import java.util.Optional;

/** The default rules everywhere, for ever. */
final class DefaultRules implements Rulebook {

  @Override
  public InForce at(ResourcePath path) {
    return new InForce("/", Rules.DEFAULT, List.of(), Optional.empty());
  }

  @Override
  public Optional<Problem> refusal(InForce inForce, String mediaType, long length) {
    return Optional.empty();
  }

  @Override
  public Admission admit(ResourcePath path, InForce inForce, String mediaType, Content content) {
    return Admission.FREE;
  }

  @Override
  public Admission admitDeletion(ResourcePath path) {
    return Admission.FREE;
  }

  @Override
  public Optional<String> fencedBy(ResourcePath path) {
    return Optional.empty();
  }

  @Override
  public ResourcePath epoch() {
    return StoredRulebook.EPOCH;
  }

  @Override
  public Optional<String> field(Version wanted, Content content, Outcome.Taken taken) {
    return Optional.empty();
  }
}
