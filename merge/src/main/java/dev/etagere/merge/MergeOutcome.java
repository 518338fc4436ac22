package dev.etagere.merge;

import java.util.List;
import java.util.Optional;

/**
 * What a three-way merge comes to.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="merge"}
 */
public sealed interface MergeOutcome {

  /**
   * The sides were merged.
   *
   * @param document the result, absent if the resource is; at each conflict it keeps what is
   *     current
   * @param patch from the current version to the result, RFC 6902
   * @param conflicts all of them
   */
  record Merged(Optional<Json> document, JsonPatch patch, List<Conflict> conflicts)
      implements MergeOutcome {
    public Merged {
      conflicts = List.copyOf(conflicts);
    }

    /** Whether the result has everything that both sides wanted. */
    public boolean clean() {
      return conflicts.isEmpty();
    }
  }

  /**
   * The versions or their conflicts are larger than the limits allow; nothing is known about them.
   *
   * @param why a clause for a person
   */
  record TooLarge(String why) implements MergeOutcome {}

  /** The patch does not apply to the base that it is said to be made for. */
  record PatchFailed(JsonPatch.Result.Failed failure) implements MergeOutcome {}
}
