package dev.etagere.merge;

import java.util.HashSet;
import java.util.Set;

/**
 * The member names of one object. Few names are compared one by one; many stand in a hash set,
 * which keeps colliding strings in a tree, so that no choice of names makes it slow.
 */
final class NameSet {
  private static final int SMALL = 8;

  /** A larger set is given up after use: clearing costs its capacity. */
  private static final int KEPT = 64;

  private final String[] few = new String[SMALL];
  private Set<String> many = new HashSet<>();
  private int size;

  /** Adds a name; false if it was there. */
  boolean add(String name) {
    if (size == SMALL) {
      for (String known : few) {
        many.add(known);
      }
    }
    boolean added = size < SMALL ? addToFew(name) : many.add(name);
    size++;
    return added;
  }

  private boolean addToFew(String name) {
    for (int i = 0; i < size; i++) {
      if (few[i].equals(name)) {
        return false;
      }
    }
    few[size] = name;
    return true;
  }

  void clear() {
    if (many.size() > KEPT) {
      many = new HashSet<>();
    } else if (size > SMALL) {
      many.clear();
    }
    size = 0;
  }
}
