package dev.etagere.merge;

import java.util.Arrays;
import java.util.List;

/**
 * A JSON array.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="build"}
 */
public final class JsonArray implements Json {
  /** The array without elements. */
  public static final JsonArray EMPTY = new JsonArray(new Json[0]);

  private final Json[] elements;
  private final long weight;
  private int hash;

  /** An array that keeps the array it is given, which nobody changes afterwards. */
  JsonArray(Json[] elements) {
    this.elements = elements;
    long sum = 1;
    for (Json element : elements) {
      sum += Extent.weight(element);
    }
    weight = sum;
  }

  /** The values and characters in it. */
  long weight() {
    return weight;
  }

  /** The array of these elements. */
  public static JsonArray of(List<? extends Json> elements) {
    return new JsonArray(elements.toArray(Json[]::new));
  }

  /** The number of elements. */
  public int size() {
    return elements.length;
  }

  /** The element at a place, counted from 0. */
  public Json get(int index) {
    return elements[index];
  }

  /** The elements of a part. */
  JsonArray slice(int from, int to) {
    return new JsonArray(Arrays.copyOfRange(elements, from, to));
  }

  /** The elements in order; the list cannot be changed. */
  public List<Json> elements() {
    return List.of(elements);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof JsonArray that && Arrays.equals(elements, that.elements));
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      long sum = elements.length;
      for (Json element : elements) {
        sum = SeededHash.ordered(sum, element.hashCode());
      }
      hash = SeededHash.finish(sum);
    }
    return hash;
  }

  @Override
  public String toString() {
    return JsonWriter.write(this);
  }
}
