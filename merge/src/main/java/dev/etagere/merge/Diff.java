package dev.etagere.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is different between two documents. */
public final class Diff {
  private static final long STEPS = 8L << 20;

  private Diff() {}

  /**
   * What changed, by place.
   *
   * @param pointers the innermost members and elements that differ, into the earlier document where
   *     they are there, else into the later one; of an array without identities the array
   * @param complete whether these are all; false if there were more than asked for
   */
  public record Changes(List<JsonPointer> pointers, boolean complete) {
    public Changes {
      pointers = List.copyOf(pointers);
    }
  }

  /**
   * A JSON Patch that makes one document of another. Elements of arrays are recognised by their
   * identity, or as a longest common subsequence; a value that is only spelled differently is none
   * of its business.
   */
  public static JsonPatch patch(Json from, Json to) {
    PatchDiff diff = new PatchDiff(new Budget(STEPS));
    diff.compare(from, to);
    return new JsonPatch(diff.operations());
  }

  /** A patch where a document may be absent: it is added or removed as a whole. */
  static JsonPatch between(@Nullable Json from, @Nullable Json to) {
    if (from != null && to != null) {
      return patch(from, to);
    } else if (to != null) {
      return new JsonPatch(List.of(new PatchOperation.Add(JsonPointer.ROOT, to)));
    }
    return new JsonPatch(
        from == null ? List.of() : List.of(new PatchOperation.Remove(JsonPointer.ROOT)));
  }

  /**
   * The places that changed from one document to another.
   *
   * @param most how many places to name at most
   */
  public static Changes changed(Json from, Json to, int most) {
    return new ChangeFinder(most).find(from, to);
  }
}
