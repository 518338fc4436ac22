package dev.etagere.merge;

/** How large and how deep values are. */
final class Extent {
  private Extent() {}

  /** The values and characters of a value, counted no further than a limit needs. */
  static long weight(Json value, long limit) {
    if (value instanceof JsonString string) {
      return 1L + string.value().length();
    } else if (value instanceof JsonNumber number) {
      return 1L + number.text().length();
    }
    long weight = 1;
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size() && weight <= limit; i++) {
        weight += weight(array.get(i), limit - weight);
      }
    } else if (value instanceof JsonObject object) {
      for (int i = 0; i < object.size() && weight <= limit; i++) {
        weight += object.name(i).length() + weight(object.value(i), limit - weight);
      }
    }
    return weight;
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
