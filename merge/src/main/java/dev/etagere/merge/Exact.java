package dev.etagere.merge;

import org.jspecify.annotations.Nullable;

/**
 * Sameness to the letter: equal values in the same spelling and with their members in the same
 * order.
 */
final class Exact {
  private Exact() {}

  /** Whether they are one value in memory, which only saves work. */
  @SuppressWarnings("ReferenceEquality")
  static boolean identical(@Nullable Json one, @Nullable Json other) {
    return one == other;
  }

  static boolean same(@Nullable Json one, @Nullable Json other) {
    if (identical(one, other)) {
      return true;
    } else if (one == null || other == null) {
      return false;
    } else if (one instanceof JsonObject object) {
      return other instanceof JsonObject that && same(object, that);
    } else if (one instanceof JsonArray array) {
      return other instanceof JsonArray that && same(array, that);
    } else if (one instanceof JsonNumber number) {
      return other instanceof JsonNumber that && number.text().equals(that.text());
    }
    return one.equals(other);
  }

  private static boolean same(JsonObject one, JsonObject other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.name(i).equals(other.name(i)) || !same(one.value(i), other.value(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(JsonArray one, JsonArray other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
