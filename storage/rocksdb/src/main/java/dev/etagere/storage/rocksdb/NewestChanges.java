package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The changes that were committed last, in memory, so that whoever follows closely reads none. The
 * committer leaves no gaps between positions, and each has its place here until another takes it.
 */
final class NewestChanges {

  private static final int KEPT = 1_024;

  private final AtomicReferenceArray<Change> places = new AtomicReferenceArray<>(KEPT);

  /** Takes note of a change that has become durable. */
  void add(Change change) {
    places.set(place(change.sequence()), change);
  }

  /**
   * What follows a position.
   *
   * @param newest the position of the newest change
   * @return nothing if not all of it is kept
   */
  Optional<List<Change>> after(long position, long newest, int limit) {
    if (position < 0 || newest - position > KEPT) {
      return Optional.empty();
    }
    long last = Math.min(newest, position + limit);
    List<Change> found = new ArrayList<>();
    for (long next = position + 1; next <= last; next++) {
      Change change = places.get(place(next));
      if (change == null || change.sequence() != next) {
        return Optional.empty();
      }
      found.add(change);
    }
    return Optional.of(found);
  }

  private static int place(long sequence) {
    return (int) (sequence % KEPT);
  }
}
