package dev.etagere.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the operations that make one document of another. */
final class PatchDiff {
  private final List<PatchOperation> operations = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Budget budget;

  PatchDiff(Budget budget) {
    this.budget = budget;
  }

  Budget budget() {
    return budget;
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

  void compareAt(String segment, Json from, Json to) {
    path.addLast(segment);
    compare(from, to);
    path.removeLast();
  }

  private void compareArrays(JsonArray from, JsonArray to) {
    int most = Math.min(from.size(), to.size());
    int prefix = 0;
    while (prefix < most && from.get(prefix).equals(to.get(prefix))) {
      prefix++;
    }
    int suffix = 0;
    while (suffix < most - prefix
        && from.get(from.size() - 1 - suffix).equals(to.get(to.size() - 1 - suffix))) {
      suffix++;
    }
    JsonArray before = from.slice(prefix, from.size() - suffix);
    JsonArray after = to.slice(prefix, to.size() - suffix);
    new ElementDiff(this, prefix).compare(before, after, to);
  }

  /** The present place. */
  JsonPointer here() {
    return new JsonPointer(List.copyOf(path));
  }

  /** The place of a member or element of the present one. */
  JsonPointer at(String segment) {
    return here().child(segment);
  }
}
