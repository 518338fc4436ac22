package dev.etagere.merge;

import dev.etagere.merge.Conflict.Kind;
import dev.etagere.merge.Conflict.Range;
import dev.etagere.merge.Conflict.Ranges;
import dev.etagere.merge.MergeRun.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The merge of arrays: by their rule, by an identity of the elements, or as sequences. */
final class ArrayMerge {
  /**
   * A conflict report has the arrays themselves, so more conflicts than this in one array are
   * joined.
   */
  private static final int MOST_CONFLICTS = 32;

  private final MergeRun run;
  private final Budget budget;

  ArrayMerge(MergeRun run, Budget budget) {
    this.run = run;
    this.budget = budget;
  }

  Json merge(JsonArray base, JsonArray current, JsonArray yours, Hints hints) {
    Optional<ArrayRule> rule = hints.rule();
    if (rule.isEmpty()) {
      Optional<Identity> identity = Identity.usual(base, current, yours);
      return identity.isPresent()
          ? keyed(identity.get(), false).merge(base, current, yours, hints)
          : mergeSequences(base, current, yours, true);
    }
    return switch (rule.get().mode()) {
      case KEYED -> mergeByKey(rule.get(), base, current, yours, hints);
      case SET ->
          keyed(Identity.byValue(base, current, yours), true).merge(base, current, yours, hints);
      case SEQUENCE -> mergeSequences(base, current, yours, false);
      case POSITIONAL -> mergePositions(base, current, yours, hints);
      case ATOMIC -> run.mergeWhole(base, current, yours);
    };
  }

  private KeyedMerge keyed(Identity identity, boolean ignoreOrder) {
    return new KeyedMerge(run, identity, ignoreOrder);
  }

  private Json mergeByKey(
      ArrayRule rule, JsonArray base, JsonArray current, JsonArray yours, Hints hints) {
    Optional<Identity> identity = Identity.by(rule, base, current, yours);
    if (identity.isPresent()) {
      return keyed(identity.get(), rule.ignoreOrder()).merge(base, current, yours, hints);
    }
    return mergeUnless(
        Kind.IDENTITY, base, current, yours, "The key does not tell the elements apart.");
  }

  /** What only one side changed is that side's; what both did is a conflict of the whole arrays. */
  private Json mergeUnless(
      Kind kind, JsonArray base, JsonArray current, JsonArray yours, String reason) {
    if (current.equals(yours)) {
      return MergeRun.spelling(base, current, yours);
    } else if (current.equals(base)) {
      return yours;
    } else if (!yours.equals(base)) {
      run.report(kind, base, current, yours, reason);
    }
    return current;
  }

  private Json mergePositions(JsonArray base, JsonArray current, JsonArray yours, Hints hints) {
    boolean currentShorter = current.size() < base.size() && yours.size() > base.size();
    boolean yoursShorter = yours.size() < base.size() && current.size() > base.size();
    if (currentShorter || yoursShorter) {
      return mergeUnless(
          Kind.SEQUENCE,
          base,
          current,
          yours,
          "One side shortened the tuple, the other extended it.");
    }
    List<Json> merged = new ArrayList<>(current.size());
    for (int i = 0; i < Math.max(base.size(), Math.max(current.size(), yours.size())); i++) {
      run.place().enter(i, i, i);
      Json element =
          run.merge(element(base, i), element(current, i), element(yours, i), hints.child(i));
      run.place().leave();
      if (element != null) {
        merged.add(element);
      }
    }
    return array(merged, current);
  }

  private static @Nullable Json element(JsonArray array, int index) {
    return index < array.size() ? array.get(index) : null;
  }

  /** The array of these elements; the current one itself if they are its own. */
  static JsonArray array(List<Json> elements, JsonArray current) {
    boolean same = elements.size() == current.size();
    for (int i = 0; same && i < elements.size(); i++) {
      same = Exact.identical(elements.get(i), current.get(i));
    }
    return same ? current : JsonArray.of(elements);
  }

  private Json mergeSequences(JsonArray base, JsonArray current, JsonArray yours, boolean guessed) {
    if (Exact.same(base, current) || Exact.same(base, yours)) {
      return Exact.same(base, current) ? yours : current;
    } else if (current.equals(yours)) {
      return current;
    }
    Interner<Json> values = new Interner<>();
    SequenceVersions versions =
        new SequenceVersions(
            values.numbers(base.elements()),
            values.numbers(current.elements()),
            values.numbers(yours.elements()));
    List<Region> regions = new SequenceMerge(values.size(), value -> true, budget).merge(versions);
    JsonArray result = array(elements(regions, base, current, yours), current);
    boolean clean = !SequenceMerge.hasConflict(regions);
    if (clean && guessed && becomesKeyed(base, current, yours, result)) {
      regions = List.of(SequenceMerge.joined(regions, versions));
      result = array(elements(regions, base, current, yours), current);
    }
    report(regions, base, current, yours);
    return result;
  }

  /**
   * A result whose elements have an identity would be merged with another meaning when the request
   * is retried.
   */
  private static boolean becomesKeyed(
      JsonArray base, JsonArray current, JsonArray yours, JsonArray result) {
    return Identity.usual(base, result, yours).isPresent()
        || Identity.usual(base, current, result).isPresent();
  }

  private static List<Json> elements(
      List<Region> regions, JsonArray base, JsonArray current, JsonArray yours) {
    List<Json> merged = new ArrayList<>(current.size());
    int at = 0;
    int currentAt = 0;
    int yourAt = 0;
    for (Region region : regions) {
      for (; at < region.base().from(); at++) {
        merged.add(MergeRun.spelling(base.get(at), current.get(currentAt++), yours.get(yourAt++)));
      }
      JsonArray side = region.side() == Region.Side.YOURS ? yours : current;
      for (int i = region.kept().from(); i < region.kept().to(); i++) {
        merged.add(side.get(i));
      }
      at = region.base().to();
      currentAt = region.current().to();
      yourAt = region.yours().to();
    }
    for (; at < base.size(); at++) {
      merged.add(MergeRun.spelling(base.get(at), current.get(currentAt++), yours.get(yourAt++)));
    }
    return merged;
  }

  private void report(List<Region> regions, JsonArray base, JsonArray current, JsonArray yours) {
    List<Region> conflicts =
        regions.stream().filter(region -> region.side() == Region.Side.CONFLICT).toList();
    boolean many = conflicts.size() > MOST_CONFLICTS;
    for (Region conflict : many ? List.of(span(conflicts)) : conflicts) {
      run.report(
          Kind.SEQUENCE,
          new Values(base, current, yours),
          "Both sides changed the same part of the sequence.",
          Optional.of(new Ranges(conflict.base(), conflict.current(), conflict.yours())));
    }
  }

  private static Region span(List<Region> regions) {
    Region first = regions.get(0);
    Region last = regions.get(regions.size() - 1);
    return new Region(
        Region.Side.CONFLICT,
        new Range(first.base().from(), last.base().to()),
        new Range(first.current().from(), last.current().to()),
        new Range(first.yours().from(), last.yours().to()));
  }
}
