package dev.etagere.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the elements of several versions of one array: elements with one identity have one
 * number, and no version has a number twice. Those of the first version are 0, 1, 2, … in order.
 */
final class Identity {
  /** Members that identify an element, most telling first. */
  private static final List<String> USUAL = List.of("id", "@id", "_id", "uuid", "key", "name");

  private final int[][] numbers;
  private final int count;

  private Identity(int[][] numbers, int count) {
    this.numbers = numbers;
    this.count = count;
  }

  /** The numbers of a version's elements. */
  int[] numbers(int version) {
    return numbers[version];
  }

  /** How many numbers there are: all are smaller. */
  int count() {
    return count;
  }

  /** Reads the identity of an element. */
  private interface Key {
    @Nullable Json of(Json element);
  }

  /**
   * The identity by the first of the usual names that is a unique string or number in every element
   * of every version.
   */
  static Optional<Identity> usual(JsonArray... versions) {
    if (!startWithObjects(versions)) {
      return Optional.empty();
    }
    for (String name : USUAL) {
      Optional<Identity> identity = by(List.of(name), versions);
      if (identity.isPresent()) {
        return identity;
      }
    }
    return Optional.empty();
  }

  private static boolean startWithObjects(JsonArray... versions) {
    for (JsonArray version : versions) {
      if (version.size() > 0 && !(version.get(0) instanceof JsonObject)) {
        return false;
      }
    }
    return true;
  }

  /** The identity by a rule: by its key, or by the usual names if it has none. */
  static Optional<Identity> by(ArrayRule rule, JsonArray... versions) {
    return rule.key().isEmpty() ? usual(versions) : by(rule.key(), versions);
  }

  private static Optional<Identity> by(List<String> names, JsonArray... versions) {
    Key key = names.size() == 1 ? new Single(names.get(0)) : new Composite(names);
    for (JsonArray version : versions) {
      if (version.size() > 0 && key.of(version.get(0)) == null) {
        return Optional.empty();
      }
    }
    int[][] numbers = new int[versions.length][];
    Numbering numbering = new Numbering(versions[0].size());
    for (int v = 0; v < versions.length; v++) {
      if (!numbering.add(versions[v], key)) {
        return Optional.empty();
      }
      numbers[v] = numbering.last;
    }
    return Optional.of(new Identity(numbers, numbering.keys.size()));
  }

  /** The identity by value; the second of two equal elements is another one. */
  static Identity byValue(JsonArray... versions) {
    Interner<Json> values = new Interner<>();
    Interner<List<Integer>> occurrences = new Interner<>();
    int[][] numbers = new int[versions.length][];
    for (int v = 0; v < versions.length; v++) {
      Map<Integer, Integer> seen = new HashMap<>();
      numbers[v] = new int[versions[v].size()];
      for (int i = 0; i < numbers[v].length; i++) {
        int value = values.number(versions[v].get(i));
        numbers[v][i] = occurrences.number(List.of(value, seen.merge(value, 1, Integer::sum)));
      }
    }
    return new Identity(numbers, occurrences.size());
  }

  /** Where each number is in a version, or -1. */
  int[] places(int version) {
    int[] places = new int[count];
    Arrays.fill(places, -1);
    for (int i = 0; i < numbers[version].length; i++) {
      places[numbers[version][i]] = i;
    }
    return places;
  }

  /** One member that is a string or a number. */
  private static final class Single implements Key {
    private final String name;
    private int guess;

    Single(String name) {
      this.name = name;
    }

    @Override
    public @Nullable Json of(Json element) {
      if (!(element instanceof JsonObject object)) {
        return null;
      }
      int place = object.placeOf(name, guess);
      if (place < 0) {
        return null;
      }
      guess = place;
      Json value = object.value(place);
      return value instanceof JsonString || value instanceof JsonNumber ? value : null;
    }
  }

  /** Several members, each a string, a number or a boolean. */
  private static final class Composite implements Key {
    private final List<String> names;

    Composite(List<String> names) {
      this.names = names;
    }

    @Override
    public @Nullable Json of(Json element) {
      List<Json> values = new ArrayList<>(names.size());
      for (String name : names) {
        Json value = element instanceof JsonObject object ? object.find(name) : null;
        if (value == null
            || value == JsonNull.NULL
            || value instanceof JsonArray
            || value instanceof JsonObject) {
          return null;
        }
        values.add(value);
      }
      return JsonArray.of(values);
    }
  }

  /**
   * Gives numbers to keys. Versions mostly have the same elements in the same order, so the next
   * one is tried first.
   */
  private static final class Numbering {
    private final KeyTable keys;
    private int[] last = new int[0];

    Numbering(int expected) {
      keys = new KeyTable(expected);
    }

    /** Numbers a version; false if an element has no identity, or two have the same. */
    boolean add(JsonArray version, Key key) {
      int[] mine = new int[version.size()];
      BitSet seen = new BitSet(keys.size());
      int next = 0;
      for (int i = 0; i < mine.length; i++) {
        Json value = key.of(version.get(i));
        if (value == null) {
          return false;
        }
        mine[i] = keys.number(value, next);
        if (seen.get(mine[i])) {
          return false;
        }
        seen.set(mine[i]);
        next = mine[i] + 1;
      }
      last = mine;
      return true;
    }
  }
}
