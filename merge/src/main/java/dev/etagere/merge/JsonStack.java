package dev.etagere.merge;

import java.util.Arrays;

/**
 * The values of a text while it is read: those of all open arrays and objects, one after another.
 */
final class JsonStack {
  private Json[] values = new Json[64];
  private String[] names = new String[64];
  private int size;
  private int[] starts = new int[16];

  /** The names under which the open arrays and objects stand. */
  private String[] outer = new String[16];

  private int depth;
  private String name = "";

  /** Opens an array or object. */
  void open() {
    if (depth == starts.length) {
      starts = Arrays.copyOf(starts, depth * 2);
      outer = Arrays.copyOf(outer, depth * 2);
    }
    outer[depth] = name;
    starts[depth++] = size;
  }

  /** Closes the innermost array or object, which becomes a value of the one around it. */
  void close(boolean object) {
    int start = starts[--depth];
    Json value = object ? objectFrom(start) : arrayFrom(start);
    size = start;
    name = outer[depth];
    push(value);
  }

  /** The name of the value that comes next. */
  void name(String next) {
    name = next;
  }

  /** Adds a value to the innermost array or object. */
  void push(Json value) {
    reserve();
    values[size] = value;
    names[size++] = name;
  }

  /** The one value that is left when everything is closed. */
  Json root() {
    return values[0];
  }

  private Json arrayFrom(int start) {
    return start == size ? JsonArray.EMPTY : new JsonArray(Arrays.copyOfRange(values, start, size));
  }

  private Json objectFrom(int start) {
    return start == size
        ? JsonObject.EMPTY
        : new JsonObject(
            Arrays.copyOfRange(names, start, size), Arrays.copyOfRange(values, start, size));
  }

  private void reserve() {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      names = Arrays.copyOf(names, size * 2);
    }
  }
}
