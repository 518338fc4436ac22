package dev.etagere.merge;

import dev.etagere.merge.Conflict.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merge of arrays whose elements have an identity: the elements merge like members of an
 * object, and their order merges as a value of its own.
 */
final class KeyedMerge {
  private final MergeRun run;
  private final Identity identity;
  private final boolean ignoreOrder;
  private final int[] inBase;
  private final int[] inCurrent;
  private final int[] inYours;

  KeyedMerge(MergeRun run, Identity identity, boolean ignoreOrder) {
    this.run = run;
    this.identity = identity;
    this.ignoreOrder = ignoreOrder;
    inBase = identity.places(0);
    inCurrent = identity.places(1);
    inYours = identity.places(2);
  }

  Json merge(JsonArray base, JsonArray current, JsonArray yours, Hints hints) {
    @Nullable Json[] merged = new Json[identity.count()];
    for (int element = 0; element < merged.length; element++) {
      merged[element] = mergeElement(element, base, current, yours, hints);
    }
    if (bothReordered()) {
      run.report(
          Kind.ORDER, base, current, yours, "Both sides put the elements into different orders.");
    }
    List<Json> elements = new ArrayList<>(current.size());
    for (int element : order()) {
      Json value = merged[element];
      if (value != null) {
        elements.add(value);
      }
    }
    return ArrayMerge.array(elements, current);
  }

  private @Nullable Json mergeElement(
      int element, JsonArray base, JsonArray current, JsonArray yours, Hints hints) {
    int index = inBase[element] >= 0 ? inBase[element] : inCurrent[element];
    run.place().enter(inBase[element], inCurrent[element], inYours[element]);
    Json merged =
        run.merge(
            at(base, inBase[element]),
            at(current, inCurrent[element]),
            at(yours, inYours[element]),
            hints.child(index));
    run.place().leave();
    return merged;
  }

  private static @Nullable Json at(JsonArray array, int index) {
    return index < 0 ? null : array.get(index);
  }

  private boolean bothReordered() {
    return !ignoreOrder
        && !isIncreasing(common(1))
        && !isIncreasing(common(2))
        && !Arrays.equals(common(1), common(2));
  }

  /** The places in the base of the elements that all versions have, in the order of one version. */
  private int[] common(int version) {
    int[] common = new int[identity.numbers(version).length];
    int size = 0;
    for (int element : identity.numbers(version)) {
      if (inBase[element] >= 0 && inCurrent[element] >= 0 && inYours[element] >= 0) {
        common[size++] = inBase[element];
      }
    }
    return Arrays.copyOf(common, size);
  }

  private static boolean isIncreasing(int[] places) {
    for (int i = 1; i < places.length; i++) {
      if (places[i] < places[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The elements in the order of the side that changed it, the current one in doubt; its insertions
   * come first.
   */
  private int[] order() {
    int[] current = identity.numbers(1);
    int[] yours = identity.numbers(2);
    boolean yoursLeads = !ignoreOrder && isIncreasing(common(1)) && !isIncreasing(common(2));
    return yoursLeads
        ? Weave.of(yours, current, identity.count(), false)
        : Weave.of(current, yours, identity.count(), true);
  }
}
