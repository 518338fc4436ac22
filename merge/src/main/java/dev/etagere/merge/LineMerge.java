package dev.etagere.merge;

import dev.etagere.merge.Conflict.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of three versions of a text, merged. */
final class LineMerge {
  private final TextLines base;
  private final TextLines current;
  private final TextLines yours;
  private final boolean uniform;
  private final List<String> lines = new ArrayList<>();
  private final SequenceVersions versions;
  private final List<Region> regions;

  LineMerge(String baseText, String currentText, String yourText, Budget budget) {
    base = TextLines.of(baseText);
    current = TextLines.of(currentText);
    yours = TextLines.of(yourText);
    uniform = base.isUniform() && current.isUniform() && yours.isUniform();
    Interner<String> interner = new Interner<>();
    versions =
        new SequenceVersions(
            numbers(interner, base), numbers(interner, current), numbers(interner, yours));
    regions =
        new SequenceMerge(interner.size(), line -> isTelling(lines.get(line)), budget)
            .merge(versions);
  }

  /**
   * Where all versions' lines end alike, their ends are compared as one value, else each with its
   * line.
   */
  private int[] numbers(Interner<String> interner, TextLines text) {
    List<String> compared = uniform ? text.lines() : text.terminated();
    int[] numbers = new int[compared.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = interner.number(compared.get(i));
      if (numbers[i] == lines.size()) {
        lines.add(compared.get(i));
      }
    }
    return numbers;
  }

  /**
   * A line without letters and digits, such as a closing brace, may well be inserted at two places.
   */
  private static boolean isTelling(String line) {
    return line.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  List<Region> regions() {
    return regions;
  }

  boolean isClean() {
    return !SequenceMerge.hasConflict(regions) && !endsConflict();
  }

  /**
   * Whether merging either side into the result changes nothing. For the lines the sequences' own
   * check has seen to it; line ends and the like are looked at only where they differ.
   */
  boolean isFixpoint(Budget budget) {
    if (sameForm(base, current) && sameForm(base, yours)) {
      return true;
    }
    String result = text();
    return new LineMerge(base.text(), result, yours.text(), budget).yields(result)
        && new LineMerge(base.text(), current.text(), result, budget).yields(result);
  }

  private static boolean sameForm(TextLines one, TextLines other) {
    return one.mark() == other.mark()
        && one.finished() == other.finished()
        && end(one).equals(end(other));
  }

  private boolean yields(String result) {
    return isClean() && text().equals(result);
  }

  /** Whether the base shows no line end, and the two sides brought different ones. */
  boolean endsConflict() {
    return uniform
        && end(base).isEmpty()
        && currentEnd().isPresent()
        && yourEnd().isPresent()
        && !currentEnd().equals(yourEnd());
  }

  Optional<String> currentEnd() {
    return end(current);
  }

  Optional<String> yourEnd() {
    return end(yours);
  }

  private static Optional<String> end(TextLines text) {
    return text.showsEnd() ? Optional.of(text.ends().get(0)) : Optional.empty();
  }

  /**
   * The end that all lines of the result have; a version that shows none agrees with the others.
   */
  private String commonEnd() {
    String ofBase = end(base).or(() -> end(current)).or(() -> end(yours)).orElse("\n");
    String ofCurrent = end(current).orElse(ofBase);
    String ofYours = end(yours).orElse(ofBase);
    return ofCurrent.equals(ofBase) ? ofYours : ofCurrent;
  }

  /** The merged text; at a conflict it has the current version's lines. */
  String text() {
    String end = uniform ? commonEnd() : "";
    StringBuilder text = new StringBuilder();
    if (merged(base.mark(), current.mark(), yours.mark())) {
      text.append('\ufeff');
    }
    for (int line : SequenceMerge.result(regions, versions)) {
      text.append(lines.get(line)).append(end);
    }
    if (!isFinished()) {
      trimEnd(text, end);
    }
    return text.toString();
  }

  /** Whether the last line ends; a version without lines agrees with the others. */
  private boolean isFinished() {
    if (current.lines().isEmpty() || yours.lines().isEmpty()) {
      return current.lines().isEmpty() ? yours.finished() : current.finished();
    }
    return base.lines().isEmpty()
        ? current.finished() || yours.finished()
        : merged(base.finished(), current.finished(), yours.finished());
  }

  private static boolean merged(boolean base, boolean current, boolean yours) {
    return current == base ? yours : current;
  }

  /** Takes the last line's end off: the one that all lines have, or where they differ its own. */
  private static void trimEnd(StringBuilder text, String common) {
    String own = text.indexOf("\r\n", text.length() - 2) < 0 ? "\n" : "\r\n";
    String end = common.isEmpty() ? own : common;
    int length = text.length() - end.length();
    if (length >= 0 && text.indexOf(end, length) == length) {
      text.setLength(length);
    }
  }

  /** Lines of a version as they are written there. */
  String part(int version, Range range) {
    TextLines text = version == 0 ? base : version == 1 ? current : yours;
    return String.join("", text.written().subList(range.from(), range.to()));
  }
}
