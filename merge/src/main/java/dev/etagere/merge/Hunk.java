package dev.etagere.merge;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a sequence that another version has differently.
 *
 * @param from the first element
 * @param to the one behind the last
 * @param otherFrom the first element in the other version
 * @param otherTo the one behind the last in the other version
 */
record Hunk(int from, int to, int otherFrom, int otherTo) {

  /** Whether one of the two versions has nothing here. */
  boolean isOneSided() {
    return from == to || otherFrom == otherTo;
  }

  /** What an alignment leaves unmatched, in order; between two hunks there is a match. */
  static List<Hunk> of(int[] matches, int otherLength) {
    List<Hunk> hunks = new ArrayList<>();
    int from = 0;
    int otherFrom = 0;
    for (int i = 0; i <= matches.length; i++) {
      int match = i < matches.length ? matches[i] : otherLength;
      if (match >= 0) {
        if (i > from || match > otherFrom) {
          hunks.add(new Hunk(from, i, otherFrom, match));
        }
        from = i + 1;
        otherFrom = match + 1;
      }
    }
    return hunks;
  }
}
