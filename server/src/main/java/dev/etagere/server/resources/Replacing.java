package dev.etagere.server.resources;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonFault;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.storage.Content;
import dev.etagere.storage.Selected;
import java.util.Optional;

/** PUT and POST: the request's content becomes the representation, if it is what it says it is. */
final class Replacing implements Proposing {

  private final Proposal.Replacement replacement;
  private final Contents contents;
  private boolean checked;
  private Optional<Problem> fault = Optional.empty();

  Replacing(String mediaType, Content content, Contents contents) {
    this.replacement = new Proposal.Replacement(mediaType, content);
    this.contents = contents;
  }

  @Override
  public Edited apply(Selected current) {
    return fault()
        .<Edited>map(Edited.Refused::new)
        .orElseGet(() -> new Edited.Written(replacement.mediaType(), replacement.content()));
  }

  @Override
  public Proposal proposal() {
    return replacement;
  }

  /** JSON is read once, however many rounds the loop makes. */
  @Override
  public Optional<Problem> fault() {
    if (!checked && MediaType.isJson(replacement.mediaType())) {
      fault = checked(replacement.content()).map(JsonFaults::malformed);
    }
    checked = true;
    return fault;
  }

  /** Short content is in memory anyway: nobody is asked for room. */
  private Optional<JsonFault> checked(Content content) {
    return switch (content) {
      case Content.Inline inline -> Json.check(inline.bytes());
      case Content.Staged staged -> {
        try (MemoryBudget.Share share = contents.open()) {
          byte[] text = contents.read(staged, share);
          share.take(Extent.ofCheck(text));
          yield Json.check(text);
        }
      }
    };
  }
}
