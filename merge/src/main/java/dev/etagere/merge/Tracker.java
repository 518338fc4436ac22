package dev.etagere.merge;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds places of the base again in the current version, in which elements of arrays may be at
 * other indices.
 */
final class Tracker {
  private static final long STEPS = 1L << 20;

  private final Json base;
  private final Json current;
  private final Hints root;
  private final Budget budget = new Budget(STEPS);

  /** For each array of the base the indices of its elements in the current version. */
  private final IdentityHashMap<JsonArray, int[]> matches = new IdentityHashMap<>();

  Tracker(Json base, Json current, MergeOptions options) {
    this.base = base;
    this.current = current;
    root = Hints.of(options);
  }

  /** The place in the current version, if it is there. */
  Optional<JsonPointer> inCurrent(JsonPointer place) {
    JsonPointer found = JsonPointer.ROOT;
    Json before = base;
    Json now = current;
    Hints hints = root;
    for (String segment : place.segments()) {
      String other = segment;
      if (before instanceof JsonArray from && now instanceof JsonArray to) {
        int index = match(from, to, JsonPointer.index(segment).orElse(from.size()), hints);
        if (index < 0) {
          return Optional.empty();
        }
        other = Integer.toString(index);
      }
      Json nextBefore = child(before, segment);
      Json nextNow = child(now, other);
      if (nextBefore == null || nextNow == null) {
        return Optional.empty();
      }
      found = found.child(other);
      before = nextBefore;
      now = nextNow;
      hints = hints.child(segment);
    }
    return Optional.of(found);
  }

  private static @Nullable Json child(Json parent, String segment) {
    return new JsonPointer(List.of(segment)).in(parent).orElse(null);
  }

  /** The index of an element in the other version, or -1. */
  private int match(JsonArray from, JsonArray to, int index, Hints hints) {
    int[] found = matches.computeIfAbsent(from, array -> matches(array, to, hints));
    return index < found.length ? found[index] : -1;
  }

  private int[] matches(JsonArray from, JsonArray to, Hints hints) {
    Optional<ArrayRule> rule = hints.rule();
    Optional<Identity> identity =
        rule.isPresent() ? identity(rule.get(), from, to) : Identity.usual(from, to);
    if (identity.isPresent()) {
      int[] places = identity.get().places(1);
      return Arrays.stream(identity.get().numbers(0)).map(element -> places[element]).toArray();
    } else if (rule.filter(given -> given.mode() != ArrayRule.Mode.SEQUENCE).isPresent()) {
      return IntStream.range(0, Math.min(from.size(), to.size())).toArray();
    }
    Interner<Json> values = new Interner<>();
    int[] before = values.numbers(from.elements());
    return Alignment.of(before, values.numbers(to.elements()), budget);
  }

  private static Optional<Identity> identity(ArrayRule rule, JsonArray from, JsonArray to) {
    return switch (rule.mode()) {
      case KEYED -> Identity.by(rule, from, to);
      case SET -> Optional.of(Identity.byValue(from, to));
      case SEQUENCE, POSITIONAL, ATOMIC -> Optional.empty();
    };
  }
}
