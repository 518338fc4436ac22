package dev.etagere.client;

import java.util.Optional;

/** Writes on a version that was read: replace, patch, delete. */
final class Saving {
  private final Sender sender;
  private final Assessor assessor;

  Saving(Sender sender, Assessor assessor) {
    this.sender = sender;
    this.assessor = assessor;
  }

  /**
   * Replaces the draft's base by its content.
   *
   * @param merging whether the server is asked to merge if it refuses
   */
  SaveResult save(Draft draft, boolean merging, Deadline deadline) {
    Call call = merging ? put(draft).with("Prefer", "merge") : put(draft);
    return saved(draft, write(draft.base(), call, draft.key(), deadline), deadline);
  }

  /** Replaces the draft's base by its content, and reads nothing if that is outdated. */
  Standing tried(Draft draft, Deadline deadline) {
    return tried(draft.base(), put(draft), draft.key(), deadline);
  }

  /** The result of a save that came to this. */
  SaveResult saved(Draft draft, Standing standing, Deadline deadline) {
    return standing instanceof Standing.Written written
        ? new Saved(sender.made(draft.url(), draft.content(), written.reply(), deadline))
        : result(draft, standing);
  }

  private static Call put(Draft draft) {
    return Call.of("PUT", draft.url()).with(draft.content());
  }

  /** Applies a patch to the draft's base; the draft's content is what is expected to come of it. */
  SaveResult patch(Draft draft, Patch patch, Deadline deadline) {
    Call call = Call.of("PATCH", draft.url()).with(patch.content());
    Call wishing = call.with("Prefer", "return=representation");
    Standing standing = write(draft.base(), wishing, draft.key(), deadline);
    return standing instanceof Standing.Written written
        ? new Saved(sender.patched(draft, written.reply(), deadline))
        : result(draft, standing);
  }

  /** Deletes exactly the version that was read. */
  DeleteResult delete(Document document, Deadline deadline) {
    Call delete = Call.of("DELETE", document.url());
    Standing standing = write(document, delete, Keys.next(), deadline);
    return standing instanceof Standing.Written
        ? new Deleted(document.url())
        : result(document, standing);
  }

  private Standing write(Document base, Call call, String key, Deadline deadline) {
    Standing standing = tried(base, call, key, deadline);
    return standing instanceof Standing.Outdated outdated
        ? assessor.compared(base, outdated.problem(), deadline)
        : standing;
  }

  /** Sends the write; what stands there now is not yet read if it is refused as outdated. */
  private Standing tried(Document base, Call call, String key, Deadline deadline) {
    Optional<Validators.Condition> condition = Validators.condition(base.validator());
    if (condition.isEmpty()) {
      Standing standing = assessor.settled(base, deadline);
      return standing instanceof Standing.Unchanged same
          ? tried(same.current(), call, key, deadline)
          : standing;
    }
    return assessor.after(sender.send(condition.get().on(call), key, deadline));
  }

  static SaveResult result(Draft draft, Standing standing) {
    if (standing instanceof Standing.Replaced replaced) {
      return new Conflict(draft, replaced.current(), replaced.problem());
    }
    return standing instanceof Standing.Absent absent
        ? new Gone(draft.url(), absent.problem())
        : new Refused(draft.url(), ((Standing.Unrelated) standing).problem());
  }

  private static DeleteResult result(Document document, Standing standing) {
    if (standing instanceof Standing.Replaced replaced) {
      return new Changed(replaced.current());
    }
    return standing instanceof Standing.Absent absent
        ? new Gone(document.url(), absent.problem())
        : new Refused(document.url(), ((Standing.Unrelated) standing).problem());
  }
}
