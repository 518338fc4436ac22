package dev.etagere.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a merge is: one place in three versions, in which the elements of arrays may have different
 * indices.
 */
final class Place {
  private static final int NONE = -1;
  private static final int START = 16;

  /** Which version. */
  enum Side {
    BASE,
    CURRENT,
    YOURS
  }

  /** For a member its name; for an element none. */
  private @Nullable String[] names = new String[START];

  private int[] inBase = new int[START];
  private int[] inCurrent = new int[START];
  private int[] inYours = new int[START];
  private int depth;

  /** Goes to a member. */
  void enter(String name) {
    reserve();
    names[depth++] = name;
  }

  /** Goes to an element; an index is -1 where a version does not have it. */
  void enter(int base, int current, int yours) {
    reserve();
    names[depth] = null;
    inBase[depth] = base;
    inCurrent[depth] = current;
    inYours[depth++] = yours;
  }

  /** Goes back. */
  void leave() {
    depth--;
  }

  /** The pointer into a version, if the arrays on the way have the elements. */
  Optional<JsonPointer> pointer(Side side) {
    int[] indices =
        switch (side) {
          case BASE -> inBase;
          case CURRENT -> inCurrent;
          case YOURS -> inYours;
        };
    List<String> segments = new ArrayList<>(depth);
    for (int i = 0; i < depth; i++) {
      String name = names[i];
      if (name == null && indices[i] == NONE) {
        return Optional.empty();
      }
      segments.add(name == null ? Integer.toString(indices[i]) : name);
    }
    return Optional.of(new JsonPointer(segments));
  }

  private void reserve() {
    if (depth == names.length) {
      names = Arrays.copyOf(names, depth * 2);
      inBase = Arrays.copyOf(inBase, depth * 2);
      inCurrent = Arrays.copyOf(inCurrent, depth * 2);
      inYours = Arrays.copyOf(inYours, depth * 2);
    }
  }
}
