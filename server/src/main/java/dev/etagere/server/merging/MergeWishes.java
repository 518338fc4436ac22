package dev.etagere.server.merging;

import dev.etagere.conditions.Preconditions;
import dev.etagere.server.http.Request;
import dev.etagere.server.resources.Edit;
import dev.etagere.server.resources.Proposing;
import dev.etagere.storage.Store;

/** Gives an edit what its client asked for besides: Merge-Base, Prefer: merge. */
public final class MergeWishes {

  private final Store store;
  private final Merger merger;

  public MergeWishes(Store store, Merger merger) {
    this.store = store;
    this.merger = merger;
  }

  /** The edit, merged with what is current where the request has a Merge-Base that counts. */
  public Edit granted(Request request, Preconditions preconditions, Proposing edit) {
    Edit plain = MergeBase.isPreferred(request.fields()) ? edit.reportingMerge() : edit;
    return MergeBase.of(request.fields(), preconditions)
        .<Edit>map(base -> new Reconciling(edit, base, merger, store, request.caller()))
        .orElse(plain);
  }

  /** Whether the answer to the request depends on its content even if a precondition is false. */
  public static boolean needContent(Request request) {
    return MergeBase.isPreferred(request.fields()) || request.fields().has("Merge-Base");
  }
}
