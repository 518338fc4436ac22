package dev.etagere.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a merge of objects: the members that the current version lacks, each behind its
 * neighbour in yours.
 */
final class MemberMerge {
  private final MergeRun run;
  private final @Nullable JsonObject base;
  private final JsonObject current;
  private final JsonObject yours;
  private final Hints hints;

  MemberMerge(
      MergeRun run, @Nullable JsonObject base, JsonObject current, JsonObject yours, Hints hints) {
    this.run = run;
    this.base = base;
    this.current = current;
    this.yours = yours;
    this.hints = hints;
  }

  /**
   * The merged object.
   *
   * @param values for each member of the current version its merged value, or null
   * @param size how many of them there are
   * @param same whether they are the current version's own
   */
  JsonObject finish(@Nullable Json[] values, int size, boolean same) {
    List<Integer> added = new ArrayList<>();
    List<Json> addedValues = new ArrayList<>();
    for (int i = 0; i < yours.size(); i++) {
      if (current.placeOf(yours.name(i), i) < 0) {
        Json merged =
            run.mergeMember(
                yours.name(i),
                base == null ? null : base.find(yours.name(i)),
                null,
                yours.value(i),
                hints);
        if (merged != null) {
          added.add(i);
          addedValues.add(merged);
        }
      }
    }
    if (added.isEmpty()) {
      return same ? current : compact(values, size);
    }
    return woven(values, added, addedValues);
  }

  private JsonObject compact(@Nullable Json[] values, int size) {
    String[] names = new String[size];
    Json[] kept = new Json[size];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      Json value = values[i];
      if (value != null) {
        names[at] = current.name(i);
        kept[at++] = value;
      }
    }
    return new JsonObject(names, kept);
  }

  /**
   * Members are numbered: those of the current version by their places, the added ones after them.
   */
  private JsonObject woven(@Nullable Json[] values, List<Integer> added, List<Json> addedValues) {
    int[] skeleton = new int[values.length];
    for (int i = 0; i < skeleton.length; i++) {
      skeleton[i] = i;
    }
    int[] order = Weave.of(skeleton, yourOrder(added), values.length + added.size(), true);
    JsonObject.Builder object = new JsonObject.Builder();
    for (int member : order) {
      if (member >= values.length) {
        int index = member - values.length;
        object.add(yours.name(added.get(index)), addedValues.get(index));
        continue;
      }
      Json value = values[member];
      if (value != null) {
        object.add(current.name(member), value);
      }
    }
    return object.build();
  }

  private int[] yourOrder(List<Integer> added) {
    int[] order = new int[yours.size()];
    int size = 0;
    int next = 0;
    for (int i = 0; i < order.length; i++) {
      int place = current.placeOf(yours.name(i), i);
      if (place >= 0) {
        order[size++] = place;
      } else if (next < added.size() && added.get(next) == i) {
        order[size++] = current.size() + next++;
      }
    }
    return Arrays.copyOf(order, size);
  }
}
