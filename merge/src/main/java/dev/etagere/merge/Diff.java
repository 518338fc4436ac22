package dev.etagere.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two documents.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="diff"}
 */
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
   * Lines that one text has in the place of those of another.
   *
   * @param from the first of the earlier text's lines, counted from 0
   * @param otherFrom the first of the later text's lines, counted from 0
   * @param removed the earlier text's lines with their ends
   * @param added the later text's lines with their ends
   */
  public record TextHunk(int from, int otherFrom, List<String> removed, List<String> added) {
    public TextHunk {
      removed = List.copyOf(removed);
      added = List.copyOf(added);
    }
  }

  /**
   * The lines that differ between two texts, in order; between two hunks there is a line that both
   * have.
   */
  public static List<TextHunk> text(String from, String to) {
    List<String> before = TextLines.of(from).written();
    List<String> after = TextLines.of(to).written();
    Interner<String> lines = new Interner<>();
    int[] matches = Alignment.of(lines.numbers(before), lines.numbers(after), new Budget(STEPS));
    return Hunk.of(matches, after.size()).stream()
        .map(hunk ->
            new TextHunk(
                hunk.from(),
                hunk.otherFrom(),
                before.subList(hunk.from(), hunk.to()),
                after.subList(hunk.otherFrom(), hunk.otherTo())))
        .toList();
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
