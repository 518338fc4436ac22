package dev.etagere.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Brings the elements of an array to those of another one: takes away, adds and moves as few as can
 * be.
 */
final class Rearrangement {
  private final int[] from;
  private final int[] to;
  private final int count;
  private final JsonPointer array;
  private final int offset;
  private final List<PatchOperation> operations = new ArrayList<>();

  /** The numbers of the elements as they are while the operations are carried out one by one. */
  private final List<Integer> work = new ArrayList<>();

  /**
   * A rearrangement of a part of an array.
   *
   * @param offset how many elements come before the part
   */
  Rearrangement(Identity identity, JsonPointer array, int offset) {
    this.offset = offset;
    from = identity.numbers(0);
    to = identity.numbers(1);
    count = identity.count();
    this.array = array;
  }

  /** The operations, unless moving costs more than so many steps. */
  Optional<List<PatchOperation>> operations(JsonArray wanted, long mostSteps) {
    boolean[] stays = stable();
    int moves = takeAway() - marked(stays);
    if ((long) moves * from.length > mostSteps) {
      return Optional.empty();
    }
    boolean[] placed = new boolean[count];
    boolean[] present = marks(from);
    int at = 0;
    for (int i = 0; i < to.length; i++) {
      at = skip(at, stays, placed);
      if (!present[to[i]]) {
        operations.add(new PatchOperation.Add(place(at), wanted.get(i)));
        work.add(at, to[i]);
      } else if (!stays[to[i]]) {
        at = move(to[i], at);
      }
      placed[to[i]] = true;
      at++;
    }
    return Optional.of(operations);
  }

  /** Goes past elements that will be moved later. */
  private int skip(int start, boolean[] stays, boolean[] placed) {
    int at = start;
    while (at < work.size() && !stays[work.get(at)] && !placed[work.get(at)]) {
      at++;
    }
    return at;
  }

  private int move(int element, int at) {
    int source = work.indexOf(element);
    work.subList(source, source + 1).clear();
    int target = source < at ? at - 1 : at;
    work.add(target, element);
    if (source != target) {
      operations.add(new PatchOperation.Move(place(source), place(target)));
    }
    return target;
  }

  /** Takes away what is not wanted; the number of elements left. */
  private int takeAway() {
    boolean[] wanted = marks(to);
    for (int i = from.length - 1; i >= 0; i--) {
      if (!wanted[from[i]]) {
        operations.add(new PatchOperation.Remove(place(i)));
      }
    }
    for (int element : from) {
      if (wanted[element]) {
        work.add(element);
      }
    }
    return work.size();
  }

  /** A largest part of the elements that are in the wanted order already. */
  private boolean[] stable() {
    boolean[] present = marks(from);
    int[] common = Arrays.stream(to).filter(element -> present[element]).toArray();
    boolean[] stays = new boolean[count];
    // The elements of the first version are numbered in its order.
    for (int index : Increasing.longest(common)) {
      stays[common[index]] = true;
    }
    return stays;
  }

  private JsonPointer place(int index) {
    return array.child(offset + index);
  }

  private boolean[] marks(int[] elements) {
    boolean[] marks = new boolean[count];
    for (int element : elements) {
      marks[element] = true;
    }
    return marks;
  }

  private static int marked(boolean[] marks) {
    int marked = 0;
    for (boolean mark : marks) {
      marked += mark ? 1 : 0;
    }
    return marked;
  }
}
