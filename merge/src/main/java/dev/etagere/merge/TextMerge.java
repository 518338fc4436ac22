package dev.etagere.merge;

import dev.etagere.merge.Conflict.Kind;
import dev.etagere.merge.Conflict.Range;
import dev.etagere.merge.Conflict.Ranges;
import dev.etagere.merge.MergeOutcome.Merged;
import dev.etagere.merge.MergeOutcome.TooLarge;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The merge of texts: lines as a sequence; the byte order mark, the line ends and the final newline
 * as values of their own.
 */
final class TextMerge {
  private final MergeOptions options;
  private final List<Conflict> conflicts = new ArrayList<>();

  TextMerge(MergeOptions options) {
    this.options = options;
  }

  MergeOutcome merge(@Nullable String base, @Nullable String current, @Nullable String yours) {
    if (length(base) + length(current) + length(yours) > options.limits().size()) {
      return new TooLarge("the versions are too large to be merged");
    }
    String merged = mergeWhole(base, current, yours);
    return new Merged(
        Optional.ofNullable(merged).map(JsonString::new),
        Diff.between(json(current), json(merged)),
        conflicts);
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static @Nullable Json json(@Nullable String text) {
    return text == null ? null : new JsonString(text);
  }

  private @Nullable String mergeWhole(
      @Nullable String base, @Nullable String current, @Nullable String yours) {
    if (Objects.equals(base, current)) {
      return yours;
    } else if (Objects.equals(base, yours) || Objects.equals(current, yours)) {
      return current;
    } else if (base == null || current == null || yours == null) {
      report(base == null ? Kind.ADD_ADD : Kind.EDIT_DELETE, base, current, yours);
      return current;
    }
    return mergeTexts(base, current, yours);
  }

  private void report(
      Kind kind, @Nullable String base, @Nullable String current, @Nullable String yours) {
    String reason =
        kind == Kind.ADD_ADD
            ? "Both sides created the text, with different content."
            : "One side deleted the text that the other changed.";
    conflicts.add(
        conflict(
            kind,
            new MergeRun.Values(json(base), json(current), json(yours)),
            reason,
            Optional.empty()));
  }

  private static Conflict conflict(
      Kind kind, MergeRun.Values values, String reason, Optional<Ranges> ranges) {
    return new Conflict(
        kind,
        JsonPointer.ROOT,
        Optional.ofNullable(values.current()).map(value -> JsonPointer.ROOT),
        Optional.ofNullable(values.yours()).map(value -> JsonPointer.ROOT),
        Optional.ofNullable(values.base()),
        Optional.ofNullable(values.current()),
        Optional.ofNullable(values.yours()),
        reason,
        ranges,
        Optional.empty());
  }

  private String mergeTexts(String base, String current, String yours) {
    Budget budget = new Budget(options.limits().steps());
    LineMerge lines = new LineMerge(base, current, yours, budget);
    if (lines.isClean() && !lines.isFixpoint(budget)) {
      conflicts.add(
          conflict(
              Kind.SEQUENCE,
              new MergeRun.Values(json(base), json(current), json(yours)),
              "The two sides' changes cannot be told apart safely.",
              Optional.empty()));
      return current;
    }
    for (Region region : lines.regions()) {
      if (region.side() == Region.Side.CONFLICT) {
        conflicts.add(lineConflict(lines, region));
      }
    }
    if (lines.endsConflict()) {
      conflicts.add(
          conflict(
              Kind.EDIT_EDIT,
              new MergeRun.Values(
                  null, json(lines.currentEnd().orElse(null)), json(lines.yourEnd().orElse(null))),
              "Both sides changed the line ends differently.",
              Optional.empty()));
    }
    return lines.text();
  }

  private static Conflict lineConflict(LineMerge lines, Region region) {
    MergeRun.Values values =
        new MergeRun.Values(
            new JsonString(lines.part(0, region.base())),
            new JsonString(lines.part(1, region.current())),
            new JsonString(lines.part(2, region.yours())));
    Range base = region.base();
    Ranges ranges = new Ranges(base, region.current(), region.yours());
    return conflict(
        Kind.SEQUENCE, values, "Both sides changed the same lines.", Optional.of(ranges));
  }
}
