package dev.etagere.server.rules;

import dev.etagere.server.http.Problem;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Content;
import dev.etagere.storage.Guard;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Reclaim;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows which rules are in force where, and holds what is written against them. */
public interface Rulebook {

  /**
   * The rules for a path, and what a commit must guard so that it happens under these rules and no
   * others.
   *
   * @param prefix the collection whose rules they are
   * @param rules in force
   * @param guards empty where rules cannot change
   * @param fence the change of these rules that is under way: nothing is to be written before it is
   *     over
   */
  record InForce(String prefix, Rules rules, List<Guard> guards, Optional<Fence> fence) {}

  /**
   * A change of rules that is under way.
   *
   * @param prefix the collection into which nobody else writes meanwhile
   * @param until when it is over at the latest, because who began it has failed
   */
  record Fence(String prefix, Instant until) {}

  /** Whether content may become the newest version of a resource. */
  sealed interface Admission {

    /**
     * It may.
     *
     * @param claims what the resource holds with it
     * @param reclaims what others hold from then on
     */
    record Admitted(Set<Claim> claims, List<Reclaim> reclaims) implements Admission {}

    /** It may not. */
    record Refused(Problem problem) implements Admission {}

    /** It may, and nothing is claimed. */
    Admission FREE = new Admitted(Set.of(), List.of());
  }

  /** The rules at a path, as they are in the store now. */
  InForce at(ResourcePath path);

  /** Whether the rules take content of this type and length at all (415, 413). */
  Optional<Problem> refusal(InForce inForce, String mediaType, long length);

  /** Whether content may stand at a path. */
  Admission admit(ResourcePath path, InForce inForce, String mediaType, Content content);

  /** What a resource's deletion does to the rules and claims of others. */
  Admission admitDeletion(ResourcePath path);

  /**
   * The collection in which writes wait while the resource is changed, so that its members are
   * examined as they are when the rules come into force; nothing for a path without rules.
   */
  Optional<String> fencedBy(ResourcePath path);

  /** The resource that is written along with each change of rules: its version is their epoch. */
  ResourcePath epoch();

  /** The pointer of the unique value that the version wanted, and somebody else has. */
  Optional<String> field(Version wanted, Content content, Outcome.Taken taken);

  /** A rulebook with the default rules everywhere, for ever. */
  Rulebook DEFAULT = new DefaultRules();
}
