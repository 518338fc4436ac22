package dev.etagere.merge;

import java.util.Arrays;

/**
 * Joins two orders of numbered things: one is the skeleton, and what only the other has stays
 * behind its neighbour.
 */
final class Weave {
  /**
   * The skeleton with what only the other order has.
   *
   * @param additionsLast whether what only the skeleton has comes before what only the other has,
   *     where both stand behind one neighbour
   */
  static int[] of(int[] skeleton, int[] other, int count, boolean additionsLast) {
    return new Weave(skeleton, other, count).weave(skeleton, additionsLast);
  }

  private final int[] other;
  private final boolean[] inSkeleton;
  private final int[] placeInOther;
  private final int[] woven;
  private int size;

  private Weave(int[] skeleton, int[] other, int count) {
    this.other = other;
    inSkeleton = new boolean[count];
    placeInOther = new int[count];
    woven = new int[skeleton.length + other.length];
    Arrays.fill(placeInOther, -1);
    for (int value : skeleton) {
      inSkeleton[value] = true;
    }
    for (int i = 0; i < other.length; i++) {
      placeInOther[other[i]] = i;
    }
  }

  private int[] weave(int[] skeleton, boolean additionsLast) {
    int pending = 0;
    for (int value : skeleton) {
      boolean shared = placeInOther[value] >= 0;
      if (shared || !additionsLast) {
        addRun(pending);
        pending = other.length;
      }
      woven[size++] = value;
      if (shared) {
        pending = placeInOther[value] + 1;
      }
    }
    addRun(pending);
    return Arrays.copyOf(woven, size);
  }

  /** Adds what only the other order has, from a place of it on. */
  private void addRun(int from) {
    for (int i = from; i < other.length && !inSkeleton[other[i]]; i++) {
      woven[size++] = other[i];
    }
  }
}
