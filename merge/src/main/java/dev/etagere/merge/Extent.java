package dev.etagere.merge;

/** How large and how deep values are. */
final class Extent {
  private Extent() {}

  /**
   * The values and characters of a value. Arrays and objects know it, so it costs nothing to ask.
   */
  static long weight(Json value) {
    if (value instanceof JsonString string) {
      return 1L + string.value().length();
    } else if (value instanceof JsonNumber number) {
      return 1L + number.text().length();
    } else if (value instanceof JsonArray array) {
      return array.weight();
    }
    return value instanceof JsonObject object ? object.weight() : 1;
  }

  /** How deep arrays and objects nest in a value; 0 for one that is neither. */
  static int depth(Json value) {
    int depth = -1;
    if (value instanceof JsonArray array) {
      depth = 0;
      for (int i = 0; i < array.size(); i++) {
        depth = Math.max(depth, depth(array.get(i)));
      }
    } else if (value instanceof JsonObject object) {
      depth = 0;
      for (int i = 0; i < object.size(); i++) {
        depth = Math.max(depth, depth(object.value(i)));
      }
    }
    return depth + 1;
  }
}
