package dev.etagere.merge;

import java.util.HashMap;
import java.util.Map;

/**
 * Values that are unique in both of two windows and stand in the same order: the longest increasing
 * row of them.
 */
final class Anchors {
  private Anchors() {}

  /** Pairs of an index of the base and an index of the other version, one after another. */
  static int[] of(int[] base, int[] other, Hunk window) {
    Map<Integer, Integer> places = unique(base, window.from(), window.to());
    places.keySet().retainAll(unique(other, window.otherFrom(), window.otherTo()).keySet());
    int[] candidates = new int[2 * places.size()];
    int size = 0;
    for (int j = window.otherFrom(); j < window.otherTo(); j++) {
      Integer i = places.get(other[j]);
      if (i != null) {
        candidates[size++] = i;
        candidates[size++] = j;
      }
    }
    return increasing(candidates);
  }

  private static Map<Integer, Integer> unique(int[] values, int from, int to) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = from; i < to; i++) {
      places.merge(values[i], i, (one, two) -> -1);
    }
    places.values().removeIf(place -> place < 0);
    return places;
  }

  /**
   * Of pairs in the order of their second parts a longest row in which the first parts increase
   * too.
   */
  private static int[] increasing(int[] pairs) {
    int count = pairs.length / 2;
    int[] firsts = new int[count];
    for (int p = 0; p < count; p++) {
      firsts[p] = pairs[2 * p];
    }
    int[] row = Increasing.longest(firsts);
    int[] anchors = new int[2 * row.length];
    for (int r = 0; r < row.length; r++) {
      anchors[2 * r] = pairs[2 * row[r]];
      anchors[2 * r + 1] = pairs[2 * row[r] + 1];
    }
    return anchors;
  }
}
