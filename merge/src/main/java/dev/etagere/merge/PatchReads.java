package dev.etagere.merge;

import dev.etagere.merge.Conflict.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a JSON Patch declares beyond its result. A {@code test} is a read: what was read must not
 * have changed. A {@code replace} or {@code add} of the value that is there already is a wish: that
 * value shall be there, whoever else changed it. Both are seen against the base; values that the
 * patch itself has put there concern nobody else.
 */
final class PatchReads {

  /** A place of the base that the patch relies on. */
  private record Read(Kind kind, JsonPointer place, Json value) {}

  private final Json base;
  private final List<Read> reads = new ArrayList<>();

  PatchReads(Json base) {
    this.base = base;
  }

  /** Applies a patch to the base, noting what it relies on. */
  JsonPatch.Result apply(JsonPatch patch) {
    return new PatchRun(base, this).apply(patch.operations());
  }

  /** A value of the base was tested. */
  void tested(JsonPointer origin, Json value) {
    reads.add(new Read(Kind.TEST, origin, value));
  }

  /** A value of the base was replaced by the same value. */
  void wished(JsonPointer origin, Json value) {
    reads.add(new Read(Kind.EDIT_EDIT, origin, value));
  }

  /**
   * The conflicts of what the patch relies on with the current version, besides those that are
   * known.
   */
  List<Conflict> conflicts(Optional<Json> current, MergeOptions options, List<Conflict> known) {
    List<Conflict> conflicts = new ArrayList<>();
    Optional<Tracker> tracker = current.map(document -> new Tracker(base, document, options));
    for (Read read : reads) {
      Optional<Json> before = read.place.in(base);
      Optional<JsonPointer> place = tracker.flatMap(found -> found.inCurrent(read.place));
      Optional<Json> now = place.flatMap(pointer -> pointer.in(current.orElseThrow()));
      if (!now.equals(before) && !isKnown(read, known) && !isKnown(read, conflicts)) {
        conflicts.add(conflict(read, before, place.filter(pointer -> now.isPresent()), now));
      }
    }
    return conflicts;
  }

  private static boolean isKnown(Read read, List<Conflict> conflicts) {
    return conflicts.stream()
        .filter(conflict -> (read.kind == Kind.TEST) == (conflict.kind() == Kind.TEST))
        .anyMatch(conflict -> read.place.isWithin(conflict.path()));
  }

  private static Conflict conflict(
      Read read, Optional<Json> before, Optional<JsonPointer> place, Optional<Json> now) {
    boolean test = read.kind == Kind.TEST;
    Kind kind = test ? Kind.TEST : now.isPresent() ? Kind.EDIT_EDIT : Kind.EDIT_DELETE;
    String reason =
        test
            ? "The value that the patch tests has changed meanwhile."
            : "The patch sets the value that was there, and it has changed meanwhile.";
    return new Conflict(
        kind,
        read.place,
        place,
        Optional.of(read.place),
        before,
        now,
        Optional.of(read.value),
        reason,
        Optional.empty(),
        Optional.empty());
  }
}
