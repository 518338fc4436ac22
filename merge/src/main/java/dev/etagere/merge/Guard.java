package dev.etagere.merge;

import dev.etagere.merge.Conflict.Range;
import dev.etagere.merge.Region.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Counts values. How often a value is there must agree with how often the sides put it there or
 * took it away; a result in which it does not hides a conflict: the sides moved the value to
 * different places, one moved what the other took away, or both inserted one new value at different
 * places. The parts of the sequence where such a value changed are then one region.
 */
final class Guard {
  /** So many rounds of joining regions, then all are joined. */
  private static final int ROUNDS = 8;

  private final SequenceVersions versions;
  private final IntPredicate guarded;
  private final int[] inBase;
  private final int[] inCurrent;
  private final int[] inYours;

  Guard(SequenceVersions versions, int alphabet, IntPredicate guarded) {
    this.versions = versions;
    this.guarded = guarded;
    inBase = counts(versions.base, alphabet);
    inCurrent = counts(versions.current, alphabet);
    inYours = counts(versions.yours, alphabet);
  }

  private static int[] counts(int[] sequence, int alphabet) {
    int[] counts = new int[alphabet];
    for (int value : sequence) {
      counts[value]++;
    }
    return counts;
  }

  /** The regions, with those joined that hide a conflict. */
  List<Region> checked(List<Region> regions) {
    List<Region> checked = regions;
    for (int round = 0; round < ROUNDS; round++) {
      if (checked.size() < 2) {
        return checked;
      }
      int[] joins = joins(checked);
      if (!anyJoined(joins)) {
        return checked;
      }
      checked = join(checked, joins);
    }
    return List.of(SequenceMerge.joined(checked, versions));
  }

  private static boolean anyJoined(int[] joins) {
    for (int i = 0; i < joins.length; i++) {
      if (joins[i] > i) {
        return true;
      }
    }
    return false;
  }

  /** For each region the last one that it is to be joined with. */
  private int[] joins(List<Region> regions) {
    boolean[] wrong = new boolean[inBase.length];
    // Whichever side is kept at the conflicts, so that the answer does not depend on who came
    // first.
    noteWrong(SequenceMerge.result(regions, versions), wrong);
    noteWrong(SequenceMerge.result(yoursKept(regions), versions), wrong);
    int[] first = new int[inBase.length];
    Arrays.fill(first, -1);
    int[] joins = new int[regions.size()];
    for (int i = 0; i < joins.length; i++) {
      joins[i] = i;
      for (int value : changed(regions.get(i))) {
        if (wrong[value]) {
          first[value] = first[value] < 0 ? i : first[value];
          joins[first[value]] = Math.max(joins[first[value]], i);
        }
      }
    }
    return joins;
  }

  private static List<Region> yoursKept(List<Region> regions) {
    return regions.stream()
        .map(region ->
            region.side() == Side.CONFLICT
                ? new Region(Side.YOURS, region.base(), region.current(), region.yours())
                : region)
        .toList();
  }

  private void noteWrong(int[] result, boolean[] wrong) {
    int[] inResult = counts(result, wrong.length);
    for (int value = 0; value < wrong.length; value++) {
      wrong[value] |= !agrees(value, inResult[value]) && guarded.test(value);
    }
  }

  private boolean agrees(int value, int count) {
    int base = inBase[value];
    int current = inCurrent[value];
    int yours = inYours[value];
    if (current == base || yours == base) {
      return count == (current == base ? yours : current);
    }
    int two = current + yours - base;
    boolean more = current > base;
    if (more != yours > base) {
      return count == two;
    }
    // Edits in one direction may be one edit made twice, or two; of a value that is nowhere twice
    // it is one.
    int one = more ? Math.max(current, yours) : Math.min(current, yours);
    boolean unique = base < 2 && current < 2 && yours < 2;
    return count == one || (!unique && count >= Math.min(one, two) && count <= Math.max(one, two));
  }

  /** The values that a region has in any version. */
  private int[] changed(Region region) {
    return IntStream.concat(
            part(versions.base, region.base()),
            IntStream.concat(
                part(versions.current, region.current()), part(versions.yours, region.yours())))
        .toArray();
  }

  private static IntStream part(int[] version, Range range) {
    return Arrays.stream(version, range.from(), range.to());
  }

  private List<Region> join(List<Region> regions, int[] joins) {
    List<Region> joined = new ArrayList<>();
    int i = 0;
    while (i < joins.length) {
      int last = joins[i];
      for (int j = i; j <= last; j++) {
        last = Math.max(last, joins[j]);
      }
      joined.add(
          last == i
              ? regions.get(i)
              : SequenceMerge.joined(regions.subList(i, last + 1), versions));
      i = last + 1;
    }
    return joined;
  }
}
