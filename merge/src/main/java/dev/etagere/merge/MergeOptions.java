package dev.etagere.merge;

import java.util.List;
import java.util.Map;

/**
 * What a collection's rules say about merging.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="options"}
 *
 * @param arrays how the arrays at a place merge; in a pattern the segment {@code *} is any one
 *     segment
 * @param mergeAdds patterns of places that are maps of independent entries, so that two maps
 *     created there at the same time are united
 * @param text media types of texts that merge line by line, besides {@code text/plain} and {@code
 *     text/markdown}; {@code text/*} is all
 * @param limits how much a merge may cost
 */
public record MergeOptions(
    Map<JsonPointer, ArrayRule> arrays,
    List<JsonPointer> mergeAdds,
    List<String> text,
    MergeLimits limits) {
  /** No rules: identities are found, everything else is a sequence. */
  public static final MergeOptions NONE =
      new MergeOptions(Map.of(), List.of(), List.of(), MergeLimits.DEFAULT);

  private static final List<String> ALWAYS_TEXT = List.of("text/plain", "text/markdown");

  public MergeOptions {
    arrays = Map.copyOf(arrays);
    mergeAdds = List.copyOf(mergeAdds);
    text = List.copyOf(text);
  }

  /** What reading the rules comes to. */
  public sealed interface Parsed {

    /** The rules were well formed. */
    record Valid(MergeOptions options) implements Parsed {}

    /**
     * The rules were not.
     *
     * @param pointer the place in the rules
     * @param why a clause for a person
     */
    record Malformed(JsonPointer pointer, String why) implements Parsed {}
  }

  /**
   * Reads rules in the form {@code {"arrays": {pattern: {"mode", "key", "order"}}, "merge_adds":
   * [pattern], "text": [type]}}, each member optional. The mode is {@code keyed}, {@code set},
   * {@code sequence}, {@code positional} or {@code atomic}; the order is {@code keep} or {@code
   * ignore}.
   */
  public static Parsed parse(Json rules) {
    return new OptionsReader().read(rules);
  }

  /** The same rules with other limits. */
  public MergeOptions within(MergeLimits other) {
    return new MergeOptions(arrays, mergeAdds, text, other);
  }

  /**
   * Whether a media type merges line by line.
   *
   * @param mediaType type and subtype in lower case, without parameters
   */
  public boolean mergesAsText(String mediaType) {
    return ALWAYS_TEXT.contains(mediaType)
        || text.contains(mediaType)
        || mediaType.startsWith("text/") && text.contains("text/*");
  }
}
