package dev.etagere.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds the operations that make one document of another. */
final class PatchDiff {
  /**
   * Moving elements about costs their number times the array's length; beyond this the array is
   * replaced.
   */
  private static final long MOST_MOVED = 16L << 20;

  private final List<PatchOperation> operations = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Budget budget;

  PatchDiff(Budget budget) {
    this.budget = budget;
  }

  List<PatchOperation> operations() {
    return operations;
  }

  void compare(Json from, Json to) {
    if (Exact.identical(from, to)) {
      return;
    }
    if (from instanceof JsonObject before && to instanceof JsonObject after) {
      compareObjects(before, after);
    } else if (from instanceof JsonArray before && to instanceof JsonArray after) {
      compareArrays(before, after);
    } else if (!from.equals(to)) {
      operations.add(new PatchOperation.Replace(here(), to));
    }
  }

  private void compareObjects(JsonObject from, JsonObject to) {
    for (int i = 0; i < from.size(); i++) {
      int place = to.placeOf(from.name(i), i);
      if (place < 0) {
        operations.add(new PatchOperation.Remove(at(from.name(i))));
      } else {
        compareAt(from.name(i), from.value(i), to.value(place));
      }
    }
    for (int i = 0; i < to.size(); i++) {
      if (from.placeOf(to.name(i), i) < 0) {
        operations.add(new PatchOperation.Add(at(to.name(i)), to.value(i)));
      }
    }
  }

  private void compareAt(String segment, Json from, Json to) {
    path.addLast(segment);
    compare(from, to);
    path.removeLast();
  }

  private void compareArrays(JsonArray from, JsonArray to) {
    Optional<Identity> identity =
        from.size() == 0 || to.size() == 0 ? Optional.empty() : Identity.usual(from, to);
    if (identity.isPresent()) {
      compareKeyed(identity.get(), from, to);
    } else {
      compareSequences(from, to);
    }
  }

  private void compareKeyed(Identity identity, JsonArray from, JsonArray to) {
    int[] places = identity.places(0);
    Optional<List<PatchOperation>> rearranged =
        new Rearrangement(identity, here()).operations(to, MOST_MOVED);
    if (rearranged.isEmpty()) {
      operations.add(new PatchOperation.Replace(here(), to));
      return;
    }
    operations.addAll(rearranged.get());
    int[] wanted = identity.numbers(1);
    for (int i = 0; i < wanted.length; i++) {
      if (places[wanted[i]] >= 0) {
        compareAt(Integer.toString(i), from.get(places[wanted[i]]), to.get(i));
      }
    }
  }

  private void compareSequences(JsonArray from, JsonArray to) {
    Interner<Json> values = new Interner<>();
    int[] before = values.numbers(from.elements());
    int[] after = values.numbers(to.elements());
    List<Hunk> hunks = Hunk.of(Alignment.of(before, after, budget), after.length);
    // From the end, so that the indices of what comes before stay as they are.
    for (int h = hunks.size() - 1; h >= 0; h--) {
      change(hunks.get(h), from, to);
    }
  }

  private void change(Hunk hunk, JsonArray from, JsonArray to) {
    int both = Math.min(hunk.to() - hunk.from(), hunk.otherTo() - hunk.otherFrom());
    for (int i = 0; i < both; i++) {
      compareAt(
          Integer.toString(hunk.from() + i),
          from.get(hunk.from() + i),
          to.get(hunk.otherFrom() + i));
    }
    for (int i = hunk.to() - 1; i >= hunk.from() + both; i--) {
      operations.add(new PatchOperation.Remove(at(Integer.toString(i))));
    }
    for (int i = hunk.otherFrom() + both; i < hunk.otherTo(); i++) {
      String index = Integer.toString(hunk.from() + i - hunk.otherFrom());
      operations.add(new PatchOperation.Add(at(index), to.get(i)));
    }
  }

  private JsonPointer here() {
    return new JsonPointer(List.copyOf(path));
  }

  private JsonPointer at(String segment) {
    return here().child(segment);
  }
}
