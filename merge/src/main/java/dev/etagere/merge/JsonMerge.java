package dev.etagere.merge;

import dev.etagere.merge.MergeOutcome.Merged;
import dev.etagere.merge.MergeOutcome.TooLarge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The merge of a request's result into the current version of a JSON document. */
final class JsonMerge {
  private final @Nullable Json base;
  private final @Nullable Json current;
  private final MergeOptions options;

  JsonMerge(@Nullable Json base, @Nullable Json current, MergeOptions options) {
    this.base = base;
    this.current = current;
    this.options = options;
  }

  /** Merges a result that a patch made. */
  MergeOutcome with(Json yours, PatchReads reads) {
    MergeOutcome outcome = with(yours);
    if (!(outcome instanceof Merged merged)) {
      return outcome;
    }
    List<Conflict> conflicts = new ArrayList<>(merged.conflicts());
    conflicts.addAll(reads.conflicts(Optional.ofNullable(current), options, merged.conflicts()));
    return new Merged(merged.document(), merged.patch(), conflicts);
  }

  MergeOutcome with(@Nullable Json yours) {
    if (weight(base) + weight(current) + weight(yours) > options.limits().size()) {
      return new TooLarge("the versions are too large to be merged");
    }
    MergeRun run = new MergeRun(new Budget(options.limits().steps()));
    Json merged = merge(run, yours);
    return outcome(merged, run.conflicts());
  }

  private @Nullable Json merge(MergeRun run, @Nullable Json yours) {
    // A side that changed nothing, not even the spelling, leaves the other as it is spelled.
    if (Exact.same(base, current)) {
      return yours;
    }
    return Exact.same(base, yours) ? current : run.merge(base, current, yours, Hints.of(options));
  }

  private static long weight(@Nullable Json version) {
    return version == null ? 0 : Extent.weight(version);
  }

  private MergeOutcome outcome(@Nullable Json merged, List<Conflict> conflicts) {
    long reported = 0;
    for (Conflict conflict : conflicts) {
      reported +=
          weight(conflict.base().orElse(null))
              + weight(conflict.current().orElse(null))
              + weight(conflict.yours().orElse(null));
    }
    if (reported > options.limits().size()) {
      return new TooLarge("the conflicts are too large to be reported");
    }
    return new Merged(Optional.ofNullable(merged), Diff.between(current, merged), conflicts);
  }
}
