package dev.etagere.merge;

import java.util.Arrays;

/**
 * Numbers for the keys of elements, from 0 in the order of their arrival: a hash table without an
 * object per entry.
 */
final class KeyTable {
  private static final int EMPTY = -1;

  private Json[] keys;

  /** Numbers of keys at the places that their hashes lead to, at most half of them taken. */
  private int[] slots;

  private int size;

  /**
   * A table.
   *
   * @param expected how many keys there probably are
   */
  KeyTable(int expected) {
    keys = new Json[Math.max(4, expected)];
    slots = emptySlots(keys.length);
  }

  private static int[] emptySlots(int keys) {
    int[] slots = new int[Integer.highestOneBit(keys) * 4];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  /** How many keys there are. */
  int size() {
    return size;
  }

  /**
   * The number of a key.
   *
   * @param guess a number that it probably has
   */
  int number(Json key, int guess) {
    return guess < size && keys[guess].equals(key) ? guess : number(key);
  }

  private int number(Json key) {
    int slot = slot(key);
    if (slots[slot] != EMPTY) {
      return slots[slot];
    }
    if (size == keys.length) {
      grow();
      slot = slot(key);
    }
    slots[slot] = size;
    keys[size] = key;
    return size++;
  }

  /** The slot that has a key, or the empty one that it would have. */
  private int slot(Json key) {
    int slot = key.hashCode() & (slots.length - 1);
    while (slots[slot] != EMPTY && !keys[slots[slot]].equals(key)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, size * 2);
    slots = emptySlots(keys.length);
    for (int number = 0; number < size; number++) {
      slots[slot(keys[number])] = number;
    }
  }
}
