package dev.etagere.merge;

import dev.etagere.merge.Conflict.Kind;
import dev.etagere.merge.Conflict.Ranges;
import dev.etagere.merge.Place.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One merge of three JSON documents: values and objects. Where a version lacks a place, its value
 * is null.
 */
final class MergeRun {
  private final List<Conflict> conflicts = new ArrayList<>();
  private final Place place = new Place();
  private final ArrayMerge arrays;

  MergeRun(Budget budget) {
    arrays = new ArrayMerge(this, budget);
  }

  List<Conflict> conflicts() {
    return conflicts;
  }

  Place place() {
    return place;
  }

  /** Merges what the three versions have at the present place; null if the result lacks it. */
  @Nullable Json merge(
      @Nullable Json base, @Nullable Json current, @Nullable Json yours, Hints hints) {
    if (base == null) {
      return mergeAdded(current, yours, hints);
    } else if (current == null || yours == null) {
      return mergeDeleted(base, current, yours);
    } else if (!hints.isAtomic()) {
      if (base instanceof JsonObject b
          && current instanceof JsonObject c
          && yours instanceof JsonObject y) {
        return mergeObjects(b, c, y, hints);
      } else if (base instanceof JsonArray b
          && current instanceof JsonArray c
          && yours instanceof JsonArray y) {
        return arrays.merge(b, c, y, hints);
      }
    }
    return mergeWhole(base, current, yours);
  }

  private @Nullable Json mergeAdded(@Nullable Json current, @Nullable Json yours, Hints hints) {
    if (current == null || yours == null) {
      return current == null ? yours : current;
    } else if (current.equals(yours)) {
      return current;
    } else if (hints.isMap() && current instanceof JsonObject c && yours instanceof JsonObject y) {
      return mergeObjects(null, c, y, hints);
    }
    report(Kind.ADD_ADD, null, current, yours, "Both sides added a different value here.");
    return current;
  }

  private @Nullable Json mergeDeleted(Json base, @Nullable Json current, @Nullable Json yours) {
    if (current == null) {
      if (yours != null && !yours.equals(base)) {
        report(Kind.EDIT_DELETE, base, null, yours, "You changed what has been deleted meanwhile.");
      }
      return null;
    } else if (current.equals(base)) {
      return null;
    }
    report(Kind.EDIT_DELETE, base, current, null, "You deleted what has been changed meanwhile.");
    return current;
  }

  /** Merges values that are not looked into. */
  Json mergeWhole(Json base, Json current, Json yours) {
    if (current.equals(yours)) {
      return spelling(base, current, yours);
    } else if (current.equals(base)) {
      return yours;
    } else if (!yours.equals(base)) {
      report(Kind.EDIT_EDIT, base, current, yours, "Both sides changed this value differently.");
    }
    return current;
  }

  /**
   * Of two equal values the one to keep: yours only if nothing but it has another spelling than the
   * base.
   */
  static Json spelling(Json base, Json current, Json yours) {
    return Exact.same(base, current) ? yours : current;
  }

  private Json mergeObjects(
      @Nullable JsonObject base, JsonObject current, JsonObject yours, Hints hints) {
    Json[] values = new Json[current.size()];
    boolean same = true;
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      String name = current.name(i);
      Json before = base == null ? null : base.find(name, i);
      Json merged = mergeMember(name, before, current.value(i), yours.find(name, i), hints);
      same &= Exact.identical(merged, current.value(i));
      values[i] = merged;
      size += merged == null ? 0 : 1;
    }
    return new MemberMerge(this, base, current, yours, hints).finish(values, size, same);
  }

  @Nullable Json mergeMember(
      String name, @Nullable Json base, @Nullable Json current, @Nullable Json yours, Hints hints) {
    place.enter(name);
    Json merged = merge(base, current, yours, hints.child(name));
    place.leave();
    return merged;
  }

  /** Notes a conflict at the present place. */
  void report(
      Kind kind, @Nullable Json base, @Nullable Json current, @Nullable Json yours, String reason) {
    report(kind, new Values(base, current, yours), reason, Optional.empty());
  }

  /** What the three versions have at a place. */
  record Values(@Nullable Json base, @Nullable Json current, @Nullable Json yours) {}

  void report(Kind kind, Values values, String reason, Optional<Ranges> ranges) {
    Optional<JsonPointer> basePath = pointer(Side.BASE, values.base);
    Optional<JsonPointer> currentPath = pointer(Side.CURRENT, values.current);
    Optional<JsonPointer> yourPath = pointer(Side.YOURS, values.yours);
    conflicts.add(
        new Conflict(
            kind,
            basePath.or(() -> currentPath).or(() -> yourPath).orElse(JsonPointer.ROOT),
            currentPath,
            yourPath,
            Optional.ofNullable(values.base),
            Optional.ofNullable(values.current),
            Optional.ofNullable(values.yours),
            reason,
            ranges,
            Proposal.of(values.base, values.current, values.yours)));
  }

  private Optional<JsonPointer> pointer(Side side, @Nullable Json value) {
    return value == null ? Optional.empty() : place.pointer(side);
  }
}
