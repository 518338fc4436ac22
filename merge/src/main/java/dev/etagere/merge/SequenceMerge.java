package dev.etagere.merge;

import dev.etagere.merge.Conflict.Range;
import dev.etagere.merge.Region.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The three-way merge of sequences of numbered values, after diff3: a part that only one side
 * changed is that side's, a part that both changed alike is so, and changes that touch conflict.
 *
 * <p>Plain diff3 is not to be trusted where values move or repeat, so a result counts only if two
 * checks hold. {@link Guard}: a value that is unique in every version is in the result as often as
 * the sides' edits say. And the result is a fixpoint: merging either side into it changes nothing,
 * as a retried request would. Where a check fails, the parts in question become one conflict.
 */
final class SequenceMerge {
  private final IntPredicate guarded;
  private final int alphabet;
  private final Budget budget;

  /**
   * A merge of sequences.
   *
   * @param alphabet all values are smaller
   * @param guarded the values that the guard looks at
   */
  SequenceMerge(int alphabet, IntPredicate guarded, Budget budget) {
    this.alphabet = alphabet;
    this.guarded = guarded;
    this.budget = budget;
  }

  /** The parts that changed, in order. */
  List<Region> merge(SequenceVersions versions) {
    int[] base = versions.base;
    int[] currentMatches = Alignment.of(base, versions.current, budget);
    int[] yourMatches = Alignment.of(base, versions.yours, budget);
    List<Region> regions = merge(versions, currentMatches, yourMatches);
    boolean bothSides = regions.stream().map(Region::side).distinct().count() > 1;
    if (!bothSides || hasConflict(regions)) {
      return regions;
    }
    int[] result = result(regions, versions);
    int[] resultMatches = Alignment.of(base, result, budget);
    SequenceVersions retried = new SequenceVersions(base, result, versions.yours);
    SequenceVersions absorbed = new SequenceVersions(base, versions.current, result);
    boolean fixpoint =
        isFixpoint(retried, resultMatches, yourMatches, result)
            && isFixpoint(absorbed, currentMatches, resultMatches, result);
    return fixpoint ? regions : List.of(joined(regions, versions));
  }

  private List<Region> merge(SequenceVersions versions, int[] currentMatches, int[] yourMatches) {
    List<Region> regions =
        regions(
            versions,
            Hunk.of(currentMatches, versions.current.length),
            Hunk.of(yourMatches, versions.yours.length));
    return new Guard(versions, alphabet, guarded).checked(regions);
  }

  private boolean isFixpoint(
      SequenceVersions versions, int[] currentMatches, int[] yourMatches, int[] result) {
    List<Region> regions = merge(versions, currentMatches, yourMatches);
    return !hasConflict(regions) && Arrays.equals(result(regions, versions), result);
  }

  static boolean hasConflict(List<Region> regions) {
    return regions.stream().anyMatch(region -> region.side() == Side.CONFLICT);
  }

  /** The merged sequence; at a conflict it has the current version's part. */
  static int[] result(List<Region> regions, SequenceVersions versions) {
    int[] base = versions.base;
    int[] result = new int[base.length + versions.current.length + versions.yours.length];
    int size = 0;
    int at = 0;
    for (Region region : regions) {
      int same = region.base().from() - at;
      System.arraycopy(base, at, result, size, same);
      size += same;
      int[] side = region.side() == Side.YOURS ? versions.yours : versions.current;
      int length = region.kept().to() - region.kept().from();
      System.arraycopy(side, region.kept().from(), result, size, length);
      size += length;
      at = region.base().to();
    }
    System.arraycopy(base, at, result, size, base.length - at);
    return Arrays.copyOf(result, size + base.length - at);
  }

  /** Hunks of the two sides that touch each other, directly or in a chain, form one region. */
  private static List<Region> regions(
      SequenceVersions versions, List<Hunk> current, List<Hunk> yours) {
    List<Region> regions = new ArrayList<>();
    int c = 0;
    int y = 0;
    while (c < current.size() || y < yours.size()) {
      int firstCurrent = c;
      int firstYours = y;
      int from = Math.min(from(current, c), from(yours, y));
      int to = from;
      boolean grows = true;
      while (grows) {
        grows = false;
        if (from(current, c) <= to) {
          to = Math.max(to, current.get(c++).to());
          grows = true;
        }
        if (from(yours, y) <= to) {
          to = Math.max(to, yours.get(y++).to());
          grows = true;
        }
      }
      Range currentRange =
          range(from, to, current.subList(firstCurrent, c), shift(current, firstCurrent));
      Range yourRange = range(from, to, yours.subList(firstYours, y), shift(yours, firstYours));
      boolean both = c > firstCurrent && y > firstYours;
      Side side = c > firstCurrent ? Side.CURRENT : Side.YOURS;
      Range base = new Range(from, to);
      regions.add(
          both
              ? both(versions, base, currentRange, yourRange)
              : new Region(side, base, currentRange, yourRange));
    }
    return regions;
  }

  private static int from(List<Hunk> hunks, int index) {
    return index < hunks.size() ? hunks.get(index).from() : Integer.MAX_VALUE;
  }

  /** How much further a place is in the other version than in the base, before a hunk. */
  private static int shift(List<Hunk> hunks, int index) {
    return index == 0 ? 0 : hunks.get(index - 1).otherTo() - hunks.get(index - 1).to();
  }

  private static Range range(int from, int to, List<Hunk> hunks, int shift) {
    int after = hunks.isEmpty() ? shift : shift(hunks, hunks.size());
    return new Range(from + shift, to + after);
  }

  /** A part that both sides changed. */
  private static Region both(SequenceVersions versions, Range base, Range current, Range yours) {
    boolean alike =
        Arrays.equals(
            versions.current,
            current.from(),
            current.to(),
            versions.yours,
            yours.from(),
            yours.to());
    return new Region(alike ? Side.CURRENT : Side.CONFLICT, base, current, yours);
  }

  /** Regions in a row, and what is between them, as one that both sides changed. */
  static Region joined(List<Region> regions, SequenceVersions versions) {
    Region first = regions.get(0);
    Region last = regions.get(regions.size() - 1);
    return both(
        versions,
        new Range(first.base().from(), last.base().to()),
        new Range(first.current().from(), last.current().to()),
        new Range(first.yours().from(), last.yours().to()));
  }
}
