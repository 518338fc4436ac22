package dev.etagere.merge;

import java.util.Arrays;

/**
 * Which element of another version each element of the base is: a longest common subsequence, and
 * of all of them the leftmost (matched as soon as possible, taken away before added). Being
 * canonical it does not slide: a change is seen at the same place from every version that has it.
 *
 * <p>Longest common subsequences are found as Myers does ("An O(ND) Difference Algorithm", 1986),
 * from the end, so that the furthest points tell at every place how far it is to the end. Where
 * that takes too many steps, values that are unique in both versions are anchors, and what stays
 * unclear between them is left unmatched.
 */
final class Alignment {
  /** No more differences than this are followed: the memory they take is the square of it. */
  private static final int MOST_DIFFERENCES = 2_000;

  private static final long MOST_STEPS = 4L << 20;

  private final int[] base;
  private final int[] other;
  private final int[] matches;
  private final Budget budget;

  private Alignment(int[] base, int[] other, Budget budget) {
    this.base = base;
    this.other = other;
    this.budget = budget;
    matches = new int[base.length];
    Arrays.fill(matches, -1);
  }

  /**
   * For each element of the base the index of its match in the other version, or -1. Matches are in
   * order.
   */
  static int[] of(int[] base, int[] other, Budget budget) {
    Budget share = budget.share(MOST_STEPS);
    Alignment alignment = new Alignment(base, other, share);
    alignment.align(new Hunk(0, base.length, 0, other.length));
    budget.giveBack(share);
    return alignment.matches;
  }

  private void align(Hunk whole) {
    Hunk window = afterPrefix(whole);
    if (!window.isOneSided() && !alignFully(window)) {
      alignBetweenAnchors(beforeSuffix(window));
    }
  }

  private Hunk afterPrefix(Hunk window) {
    int i = window.from();
    int j = window.otherFrom();
    while (i < window.to() && j < window.otherTo() && base[i] == other[j]) {
      matches[i++] = j++;
    }
    return new Hunk(i, window.to(), j, window.otherTo());
  }

  private Hunk beforeSuffix(Hunk window) {
    int i = window.to();
    int j = window.otherTo();
    while (i > window.from() && j > window.otherFrom() && base[i - 1] == other[j - 1]) {
      matches[--i] = --j;
    }
    return new Hunk(window.from(), i, window.otherFrom(), j);
  }

  /** Finds the canonical alignment of a window; false if that takes too many steps. */
  private boolean alignFully(Hunk window) {
    int most =
        Math.min(
            MOST_DIFFERENCES, window.to() - window.from() + window.otherTo() - window.otherFrom());
    int[][] reached = new int[most + 1][];
    for (int d = 0; d <= most; d++) {
      reached[d] = advance(window, d, d == 0 ? new int[0] : reached[d - 1]);
      if (budget.spend(d + 1L) && isDone(window, reached[d], d)) {
        walk(window, reached, d);
        return true;
      } else if (!budget.spend(0)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isDone(Hunk window, int[] furthest, int d) {
    int length = window.to() - window.from();
    int diagonal = length - (window.otherTo() - window.otherFrom());
    return Math.abs(diagonal) <= d && (diagonal + d) % 2 == 0 && furthest[diagonal + d] >= length;
  }

  /**
   * The furthest points that d differences reach from the end, by diagonal: how many elements of
   * the base they pass. Point k of the result is diagonal k - d; every other one is unused.
   */
  private int[] advance(Hunk window, int d, int[] previous) {
    int[] furthest = new int[2 * d + 1];
    long steps = 0;
    for (int k = -d; k <= d; k += 2) {
      int x = d == 0 ? 0 : start(previous, k, d);
      int end = slide(window, x, x - k);
      steps += end - x;
      furthest[k + d] = end;
    }
    budget.spend(steps);
    return furthest;
  }

  private static int start(int[] previous, int k, int d) {
    // Diagonals of the previous round are -(d-1)..d-1, at k + d - 1.
    int down = k + 1 <= d - 1 ? previous[k + d] : -1;
    int right = k - 1 >= 1 - d ? previous[k + d - 2] + 1 : -1;
    return Math.max(down, right);
  }

  private int slide(Hunk window, int start, int otherStart) {
    int x = start;
    int y = otherStart;
    int length = window.to() - window.from();
    int otherLength = window.otherTo() - window.otherFrom();
    while (x < length
        && y >= 0
        && y < otherLength
        && base[window.to() - 1 - x] == other[window.otherTo() - 1 - y]) {
      x++;
      y++;
    }
    return x;
  }

  /**
   * Walks from the start, matching as soon as possible, along places from which few enough
   * differences lead to the end.
   */
  private void walk(Hunk window, int[][] reached, int differences) {
    int i = window.from();
    int j = window.otherFrom();
    int d = differences;
    while (i < window.to() && j < window.otherTo()) {
      if (base[i] == other[j]) {
        matches[i++] = j++;
      } else if (leadsToEnd(window, i + 1, j, reached[d - 1], d - 1)) {
        i++;
        d--;
      } else {
        j++;
        d--;
      }
    }
  }

  /**
   * Distances do not grow along a diagonal towards the end, so a place within the furthest point is
   * near enough.
   */
  private static boolean leadsToEnd(Hunk window, int i, int j, int[] furthest, int d) {
    int x = window.to() - i;
    int diagonal = x - (window.otherTo() - j);
    return Math.abs(diagonal) <= d && furthest[diagonal + d] >= x;
  }

  private void alignBetweenAnchors(Hunk window) {
    int[] anchors = Anchors.of(base, other, window);
    int i = window.from();
    int j = window.otherFrom();
    for (int a = 0; a < anchors.length; a += 2) {
      alignGap(new Hunk(i, anchors[a], j, anchors[a + 1]));
      matches[anchors[a]] = anchors[a + 1];
      i = anchors[a] + 1;
      j = anchors[a + 1] + 1;
    }
    alignGap(new Hunk(i, window.to(), j, window.otherTo()));
  }

  private void alignGap(Hunk gap) {
    Hunk window = afterPrefix(gap);
    if (!window.isOneSided() && !alignFully(window)) {
      beforeSuffix(window);
    }
  }
}
