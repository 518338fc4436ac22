package dev.etagere.merge;

import dev.etagere.merge.Conflict.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Looks at the values that are at most once in each version. Whether such a value is there merges
 * like a member of an object; a result in which it is there when it should not be, not there when
 * it should, or twice, hides a conflict: the two sides moved it to different places, one moved what
 * the other took away, or both inserted it at different places.
 */
final class Guard {
  /** So many rounds of joining regions, then all are joined. */
  private static final int ROUNDS = 8;

  private static final int SEVERAL = -2;
  private static final int NONE = -1;

  private final SequenceVersions versions;
  private final IntPredicate guarded;
  private final int[] inBase;
  private final int[] inCurrent;
  private final int[] inYours;

  Guard(SequenceVersions versions, int alphabet, IntPredicate guarded) {
    this.versions = versions;
    this.guarded = guarded;
    inBase = places(versions.base, alphabet);
    inCurrent = places(versions.current, alphabet);
    inYours = places(versions.yours, alphabet);
  }

  /** Where each value is, if it is at one place. */
  private static int[] places(int[] sequence, int alphabet) {
    int[] places = new int[alphabet];
    Arrays.fill(places, NONE);
    for (int i = 0; i < sequence.length; i++) {
      places[sequence[i]] = places[sequence[i]] == NONE ? i : SEVERAL;
    }
    return places;
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
    int[] joins = new int[regions.size()];
    for (int i = 0; i < joins.length; i++) {
      joins[i] = i;
    }
    int[] counts = new int[inBase.length];
    int[] result = SequenceMerge.result(regions, versions);
    for (int value : result) {
      counts[value]++;
    }
    for (int value = 0; value < counts.length; value++) {
      if (isUnique(value) && guarded.test(value) && counts[value] != expected(value)) {
        span(regions, value, joins);
      }
    }
    return joins;
  }

  private boolean isUnique(int value) {
    return inBase[value] != SEVERAL && inCurrent[value] != SEVERAL && inYours[value] != SEVERAL;
  }

  private int expected(int value) {
    boolean base = inBase[value] >= 0;
    boolean current = inCurrent[value] >= 0;
    boolean yours = inYours[value] >= 0;
    return (current == base ? yours : current) ? 1 : 0;
  }

  private void span(List<Region> regions, int value, int[] joins) {
    int[] touched = {
      find(regions, Region::base, inBase[value]),
      find(regions, Region::current, inCurrent[value]),
      find(regions, Region::yours, inYours[value])
    };
    int first = Arrays.stream(touched).filter(i -> i >= 0).min().orElse(0);
    int last = Arrays.stream(touched).max().orElse(0);
    joins[first] = Math.max(joins[first], last);
  }

  /** The region whose part of a version has a place, or -1. */
  private static int find(List<Region> regions, Function<Region, Range> part, int place) {
    int low = 0;
    int high = regions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (part.apply(regions.get(middle)).from() <= place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && place < part.apply(regions.get(low - 1)).to() ? low - 1 : NONE;
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
