package dev.etagere.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names the places at which two documents differ. */
final class ChangeFinder {
  private final int most;
  private final List<JsonPointer> found = new ArrayList<>();
  private final Place place = new Place();
  private boolean complete = true;

  ChangeFinder(int most) {
    this.most = most;
  }

  Diff.Changes find(Json from, Json to) {
    compare(from, to);
    return new Diff.Changes(found, complete);
  }

  private void compare(@Nullable Json from, @Nullable Json to) {
    if (!complete || Exact.identical(from, to)) {
      return;
    }
    if (from instanceof JsonObject before && to instanceof JsonObject after) {
      compareObjects(before, after);
    } else if (from instanceof JsonArray before && to instanceof JsonArray after) {
      compareArrays(before, after);
    } else if (from == null || to == null || !from.equals(to)) {
      note();
    }
  }

  private void compareObjects(JsonObject from, JsonObject to) {
    for (int i = 0; i < from.size(); i++) {
      int other = to.placeOf(from.name(i), i);
      compareMember(from.name(i), from.value(i), other < 0 ? null : to.value(other));
    }
    for (int i = 0; i < to.size(); i++) {
      if (from.placeOf(to.name(i), i) < 0) {
        compareMember(to.name(i), null, to.value(i));
      }
    }
  }

  private void compareMember(String name, @Nullable Json from, @Nullable Json to) {
    place.enter(name);
    compare(from, to);
    place.leave();
  }

  private void compareArrays(JsonArray from, JsonArray to) {
    Optional<Identity> identity =
        from.size() == 0 || to.size() == 0 ? Optional.empty() : Identity.usual(from, to);
    if (identity.isPresent()) {
      compareKeyed(identity.get(), from, to);
    } else if (!from.equals(to)) {
      note();
    }
  }

  private void compareKeyed(Identity identity, JsonArray from, JsonArray to) {
    int[] before = identity.places(0);
    int[] after = identity.places(1);
    for (int element = 0; element < identity.count(); element++) {
      place.enter(before[element], after[element], -1);
      compare(
          before[element] < 0 ? null : from.get(before[element]),
          after[element] < 0 ? null : to.get(after[element]));
      place.leave();
    }
    if (isReordered(identity.numbers(1), before)) {
      note();
    }
  }

  private static boolean isReordered(int[] order, int[] before) {
    int last = -1;
    for (int element : order) {
      if (before[element] >= 0) {
        if (before[element] < last) {
          return true;
        }
        last = before[element];
      }
    }
    return false;
  }

  private void note() {
    if (found.size() == most) {
      complete = false;
      return;
    }
    found.add(
        place
            .pointer(Place.Side.BASE)
            .or(() -> place.pointer(Place.Side.CURRENT))
            .orElse(JsonPointer.ROOT));
  }
}
