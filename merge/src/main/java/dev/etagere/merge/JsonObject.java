package dev.etagere.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: members in the order in which they were written, no two of one name.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="build"}
 */
public final class JsonObject implements Json {
  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(new String[0], new Json[0]);

  /** Up to this many members a name is looked for one by one. */
  private static final int SMALL = 8;

  private final String[] names;
  private final Json[] values;
  private final long weight;
  private int hash;
  private @Nullable Map<String, Integer> places;

  /** An object that keeps the arrays it is given, which nobody changes afterwards. */
  JsonObject(String[] names, Json[] values) {
    this.names = names;
    this.values = values;
    long sum = 1;
    for (int i = 0; i < names.length; i++) {
      sum += names[i].length() + Extent.weight(values[i]);
    }
    weight = sum;
  }

  /** The values and characters in it. */
  long weight() {
    return weight;
  }

  /** The object of these members, in the order of the map. */
  public static JsonObject of(Map<String, ? extends Json> members) {
    return new JsonObject(
        members.keySet().toArray(String[]::new), members.values().toArray(Json[]::new));
  }

  /** The number of members. */
  public int size() {
    return names.length;
  }

  /** The name of the member at a place, counted from 0. */
  public String name(int place) {
    return names[place];
  }

  /** The value of the member at a place, counted from 0. */
  public Json value(int place) {
    return values[place];
  }

  /** The names in order; the list cannot be changed. */
  public List<String> names() {
    return List.of(names);
  }

  /** The value of the member of a name. */
  public Optional<Json> get(String name) {
    return Optional.ofNullable(find(name));
  }

  @Nullable Json find(String name) {
    return find(name, 0);
  }

  /** The value of the member of a name, which is probably at a place; or null. */
  @Nullable Json find(String name, int guess) {
    int place = placeOf(name, guess);
    return place < 0 ? null : values[place];
  }

  /**
   * The place of a name, or -1.
   *
   * @param guess where the name probably is: two versions of one object mostly have the same
   *     members in the same order
   */
  int placeOf(String name, int guess) {
    if (guess < names.length && names[guess].equals(name)) {
      return guess;
    }
    return names.length <= SMALL ? search(name) : places().getOrDefault(name, -1);
  }

  private int search(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Strings are comparable, so a map of colliding names degrades to a tree and no further. */
  private Map<String, Integer> places() {
    Map<String, Integer> known = places;
    if (known == null) {
      known = new HashMap<>(names.length * 2);
      for (int i = 0; i < names.length; i++) {
        known.put(names[i], i);
      }
      places = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof JsonObject that
            && names.length == that.names.length
            && sameMembers(that));
  }

  private boolean sameMembers(JsonObject that) {
    for (int i = 0; i < names.length; i++) {
      int place = that.placeOf(names[i], i);
      if (place < 0 || !values[i].equals(that.values[place])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      long sum = names.length;
      for (int i = 0; i < names.length; i++) {
        sum += SeededHash.member(names[i], values[i].hashCode());
      }
      hash = SeededHash.finish(sum);
    }
    return hash;
  }

  @Override
  public String toString() {
    return JsonWriter.write(this);
  }

  /** Collects members for an object; adding a name again is the caller's mistake. */
  static final class Builder {
    private final List<String> names = new ArrayList<>();
    private final List<Json> values = new ArrayList<>();

    Builder add(String name, Json value) {
      names.add(name);
      values.add(value);
      return this;
    }

    JsonObject build() {
      return new JsonObject(names.toArray(String[]::new), values.toArray(Json[]::new));
    }
  }
}
