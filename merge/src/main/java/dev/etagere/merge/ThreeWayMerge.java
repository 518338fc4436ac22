package dev.etagere.merge;

import java.util.Optional;

/**
 * Three-way merges: of the base that both sides started from, the current version, and the result
 * that a request wants. An absent document is a resource that does not exist there. {@code
 * docs/merging.md} says what merges how.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="merge"}
 */
public final class ThreeWayMerge {
  private ThreeWayMerge() {}

  /** Merges JSON documents. */
  public static MergeOutcome json(
      Optional<Json> base, Optional<Json> current, Optional<Json> yours, MergeOptions options) {
    return new JsonMerge(base.orElse(null), current.orElse(null), options).with(yours.orElse(null));
  }

  /**
   * Merges what a JSON Patch makes of the base. The patch is applied to the base, and its result is
   * merged; beyond that, a value that the patch tests must not have changed, and a value that it
   * sets to what it was already is insisted on.
   */
  public static MergeOutcome patch(
      Json base, Optional<Json> current, JsonPatch patch, MergeOptions options) {
    PatchReads reads = new PatchReads(base);
    JsonPatch.Result result = reads.apply(patch);
    if (result instanceof JsonPatch.Result.Applied applied) {
      return new JsonMerge(base, current.orElse(null), options).with(applied.document(), reads);
    }
    return new MergeOutcome.PatchFailed((JsonPatch.Result.Failed) result);
  }

  /**
   * Merges texts line by line; the documents of the outcome and of its conflicts are JSON strings.
   */
  public static MergeOutcome text(
      Optional<String> base,
      Optional<String> current,
      Optional<String> yours,
      MergeOptions options) {
    return new TextMerge(options)
        .merge(base.orElse(null), current.orElse(null), yours.orElse(null));
  }
}
