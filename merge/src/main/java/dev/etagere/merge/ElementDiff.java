package dev.etagere.merge;

import java.util.List;
import java.util.Optional;

/** Finds the operations that make the elements of one array of those of another. */
final class ElementDiff {
  /**
   * Moving elements about costs their number times the array's length; beyond this the array is
   * replaced.
   */
  private static final long MOST_MOVED = 16L << 20;

  private final PatchDiff diff;
  private final int offset;

  /**
   * A comparison of parts of arrays.
   *
   * @param offset how many elements come before the parts in both arrays
   */
  ElementDiff(PatchDiff diff, int offset) {
    this.diff = diff;
    this.offset = offset;
  }

  /**
   * Notes the operations.
   *
   * @param whole the array to which {@code to} belongs
   */
  void compare(JsonArray from, JsonArray to, JsonArray whole) {
    Optional<Identity> identity =
        from.size() == 0 || to.size() == 0 ? Optional.empty() : Identity.usual(from, to);
    if (identity.isPresent()) {
      compareKeyed(identity.get(), from, to, whole);
    } else {
      compareSequences(from, to);
    }
  }

  private void compareKeyed(Identity identity, JsonArray from, JsonArray to, JsonArray whole) {
    Optional<List<PatchOperation>> rearranged =
        new Rearrangement(identity, diff.here(), offset).operations(to, MOST_MOVED);
    if (rearranged.isEmpty()) {
      diff.operations().add(new PatchOperation.Replace(diff.here(), whole));
      return;
    }
    diff.operations().addAll(rearranged.get());
    int[] places = identity.places(0);
    int[] wanted = identity.numbers(1);
    for (int i = 0; i < wanted.length; i++) {
      if (places[wanted[i]] >= 0) {
        diff.compareAt(index(i), from.get(places[wanted[i]]), to.get(i));
      }
    }
  }

  private void compareSequences(JsonArray from, JsonArray to) {
    Interner<Json> values = new Interner<>();
    int[] before = values.numbers(from.elements());
    int[] after = values.numbers(to.elements());
    List<Hunk> hunks = Hunk.of(Alignment.of(before, after, diff.budget()), after.length);
    // From the end, so that the indices of what comes before stay as they are.
    for (int h = hunks.size() - 1; h >= 0; h--) {
      change(hunks.get(h), from, to);
    }
  }

  private void change(Hunk hunk, JsonArray from, JsonArray to) {
    int both = Math.min(hunk.to() - hunk.from(), hunk.otherTo() - hunk.otherFrom());
    for (int i = 0; i < both; i++) {
      diff.compareAt(
          index(hunk.from() + i), from.get(hunk.from() + i), to.get(hunk.otherFrom() + i));
    }
    for (int i = hunk.to() - 1; i >= hunk.from() + both; i--) {
      diff.operations().add(new PatchOperation.Remove(diff.at(index(i))));
    }
    for (int i = hunk.otherFrom() + both; i < hunk.otherTo(); i++) {
      JsonPointer place = diff.at(index(hunk.from() + i - hunk.otherFrom()));
      diff.operations().add(new PatchOperation.Add(place, to.get(i)));
    }
  }

  private String index(int part) {
    return Integer.toString(offset + part);
  }
}
