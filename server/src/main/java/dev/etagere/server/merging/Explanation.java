package dev.etagere.server.merging;

import dev.etagere.merge.Diff;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonPointer;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.resources.Contents;
import dev.etagere.server.resources.JsonFaults;
import dev.etagere.server.resources.MediaType;
import dev.etagere.server.resources.Proposal;
import dev.etagere.storage.Content;
import dev.etagere.storage.Stored;
import java.util.Optional;

/** Adds to the refusal of a stale write what happened meanwhile, and what to do about it. */
public final class Explanation {

  /** The most places that are named. */
  private static final int PLACES = 100;

  private final Contents contents;
  private final Merger merger;

  public Explanation(Contents contents, Merger merger) {
    this.contents = contents;
    this.merger = merger;
  }

  /**
   * @param problem the 412
   * @param base the version that the client holds
   * @param current what is current
   * @param yours what the request makes of its base, where it asked for a merge
   */
  public Problem explained(Problem problem, Stored base, Stored current, Optional<Proposal> yours) {
    Problem told = withChanges(problem, base, current);
    return yours.map(proposal -> withMerge(told, base, current, proposal)).orElse(told);
  }

  /** The client asked for a merge, and the version that it holds is not known. */
  public static Problem withoutBase(Problem problem) {
    return omitted(problem, "The version that the tag names is not kept, so there is no base.");
  }

  private Problem withChanges(Problem problem, Stored base, Stored current) {
    try (MemoryBudget.Share share = contents.open()) {
      Optional<Json> before = document(base, share);
      Optional<Json> after = document(current, share);
      return before.isPresent() && after.isPresent()
          ? withChanges(problem, Diff.changed(before.get(), after.get(), PLACES))
          : problem;
    }
  }

  private static Problem withChanges(Problem problem, Diff.Changes changes) {
    Problem told =
        problem.with("changed", changes.pointers().stream().map(JsonPointer::toString).toList());
    return changes.complete() ? told : told.with("changed_complete", false);
  }

  private Optional<Json> document(Stored stored, MemoryBudget.Share share) {
    Content content = stored.content();
    return MediaType.isJson(stored.version().mediaType()) && content.length() <= Merger.LONGEST
        ? contents.roomyDocument(content, share).flatMap(Merger::json)
        : Optional.empty();
  }

  private Problem withMerge(Problem problem, Stored base, Stored current, Proposal yours) {
    try (MemoryBudget.Share share = contents.open()) {
      return withMerge(problem, merger.merge(base, current, yours, share));
    }
  }

  private static Problem withMerge(Problem problem, Merging merging) {
    return switch (merging) {
      case Merging.NoRoom(Problem noRoom) -> omitted(problem, noRoom.detail());
      case Merging.Done done ->
          problem.with("merge", done.report()).withField("Preference-Applied", "merge");
      case Merging.Omitted omitted -> omitted(problem, omitted.why());
      case Merging.PatchFailed failed ->
          omitted(problem, JsonFaults.failed(failed.failure()).detail());
    };
  }

  private static Problem omitted(Problem problem, String why) {
    return problem.with("merge_omitted", why);
  }
}
