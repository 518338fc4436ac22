package dev.etagere.merge;

import java.util.Arrays;

/** Longest increasing rows. */
final class Increasing {
  private Increasing() {}

  /** The indices of a longest row of increasing values, in order. All values differ. */
  static int[] longest(int[] values) {
    int[] tails = new int[values.length];
    int[] tailValues = new int[values.length];
    int[] before = new int[values.length];
    int length = 0;
    for (int i = 0; i < values.length; i++) {
      int place = -Arrays.binarySearch(tailValues, 0, length, values[i]) - 1;
      before[i] = place == 0 ? -1 : tails[place - 1];
      tails[place] = i;
      tailValues[place] = values[i];
      length = Math.max(length, place + 1);
    }
    int[] row = new int[length];
    for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = before[i]) {
      row[--length] = i;
    }
    return row;
  }
}
