package dev.etagere.server.merging;

import dev.etagere.conditions.EntityTag;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.resources.Edit;
import dev.etagere.server.resources.JsonFaults;
import dev.etagere.server.resources.NamedVersions;
import dev.etagere.server.resources.Proposing;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import java.util.Optional;

/**
 * An edit that started from an earlier version, and is merged with whatever is current in each
 * round of the loop.
 */
public final class Reconciling implements Edit {

  private final Proposing edit;
  private final EntityTag base;
  private final Merger merger;
  private final Store store;
  private final Caller caller;

  /**
   * @param edit what the request makes of its base
   * @param base names the version that the request started from
   * @param caller is told values only where it may read
   */
  public Reconciling(Proposing edit, EntityTag base, Merger merger, Store store, Caller caller) {
    this.edit = edit;
    this.base = base;
    this.merger = merger;
    this.store = store;
    this.caller = caller;
  }

  @Override
  public boolean namesVersion() {
    return true;
  }

  @Override
  public Edited apply(Selected current) {
    Optional<Problem> fault = edit.fault();
    if (fault.isPresent()) {
      return new Edited.Refused(fault.get());
    }
    return current instanceof Selected.Present present ? merged(present) : edit.apply(current);
  }

  private Edited merged(Selected.Present present) {
    Stored current = present.current();
    Optional<Stored> from =
        new NamedVersions(store)
            .find(current.version().path(), base)
            .filter(stored -> !stored.version().isDeletion());
    if (from.isEmpty()) {
      return new Edited.Refused(baseUnknown(base));
    }
    return from.get().version().number() == current.version().number()
        ? edit.apply(present)
        : merged(from.get(), present);
  }

  private Edited merged(Stored from, Selected.Present present) {
    try (MemoryBudget.Share share = merger.open()) {
      return switch (merger.merge(from, present.current(), edit.proposal(), share)) {
        case Merging.Done done when done.isClean() ->
            new Edited.Written(done.mediaType(), merger.kept(done));
        case Merging.Done done -> new Edited.Refused(conflict(done, present));
        case Merging.Omitted omitted ->
            new Edited.Refused(conflict().with("merge_omitted", omitted.why()));
        case Merging.PatchFailed failed -> new Edited.Refused(JsonFaults.failed(failed.failure()));
        case Merging.NoRoom(Problem problem) -> new Edited.Refused(problem);
      };
    }
  }

  private Problem conflict(Merging.Done done, Selected.Present present) {
    return caller.mayRead(present.current().version().path())
        ? conflict().with("merge", done.report())
        : conflict();
  }

  private static Problem conflict() {
    return Problem.of(
            ProblemKind.CONFLICT,
            "Your edit and what is current do not merge. Decide the conflicts and send the result with If-Match: current_etag.")
        .reason("merge_conflict");
  }

  /** 409: there is nothing to merge from. */
  static Problem baseUnknown(EntityTag base) {
    return Problem.of(
            ProblemKind.CONFLICT,
            "The version that your edit started from is not known here, or no longer kept. Fetch the current one and edit that.")
        .reason("base_unknown")
        .with("request_etag", base.toString());
  }
}
