package dev.etagere.merge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for values, equal ones for equal values, from 0 without gaps. Equal hashes are always
 * verified.
 *
 * @param <T> what is numbered
 */
final class Interner<T> {
  private final Map<T, Integer> numbers = new HashMap<>();

  int number(T value) {
    Integer known = numbers.putIfAbsent(value, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  /** The numbers of values in a row. */
  int[] numbers(List<? extends T> row) {
    int[] all = new int[row.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = number(row.get(i));
    }
    return all;
  }

  /** How many numbers there are. */
  int size() {
    return numbers.size();
  }
}
