package dev.etagere.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a merge is: one place in three versions, in which the elements of arrays may have different
 * indices.
 */
final class Place {
  private static final int[] MEMBER = new int[0];

  /** Which version. */
  enum Side {
    BASE(0),
    CURRENT(1),
    YOURS(2);

    private final int index;

    Side(int index) {
      this.index = index;
    }
  }

  private String[] names = new String[16];

  /** For an element its indices in the three versions; for a member none. */
  private int[][] indices = new int[16][];

  private int depth;

  /** Goes to a member. */
  void enter(String name) {
    reserve();
    names[depth] = name;
    indices[depth++] = MEMBER;
  }

  /** Goes to an element; an index is -1 where a version does not have it. */
  void enter(int base, int current, int yours) {
    reserve();
    indices[depth++] = new int[] {base, current, yours};
  }

  /** Goes back. */
  void leave() {
    depth--;
  }

  /** The pointer into a version, if the arrays on the way have the elements. */
  Optional<JsonPointer> pointer(Side side) {
    List<String> segments = new ArrayList<>(depth);
    for (int i = 0; i < depth; i++) {
      if (indices[i].length == 0) {
        segments.add(names[i]);
      } else if (indices[i][side.index] < 0) {
        return Optional.empty();
      } else {
        segments.add(Integer.toString(indices[i][side.index]));
      }
    }
    return Optional.of(new JsonPointer(segments));
  }

  private void reserve() {
    if (depth == names.length) {
      names = Arrays.copyOf(names, depth * 2);
      indices = Arrays.copyOf(indices, depth * 2);
    }
  }
}
