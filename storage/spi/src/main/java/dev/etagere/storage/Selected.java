package dev.etagere.storage;

import java.util.Optional;

/** What stands at a path now. */
public sealed interface Selected {

  /** Nothing was ever written there. */
  record Absent() implements Selected {}

  /** It was deleted; {@code tombstone} is the newest version. */
  record Deleted(Version tombstone) implements Selected {}

  /** It exists; {@code current} is the newest version. */
  record Present(Stored current) implements Selected {}

  /** The one {@link Absent}. */
  Selected ABSENT = new Absent();

  static Selected of(Stored newest) {
    return newest.version().isDeletion() ? new Deleted(newest.version()) : new Present(newest);
  }

  /** The newest version, a tombstone included. */
  default Optional<Version> newest() {
    return switch (this) {
      case Absent absent -> Optional.empty();
      case Deleted deleted -> Optional.of(deleted.tombstone());
      case Present present -> Optional.of(present.current().version());
    };
  }

  /** What a commit built on this state expects to find. */
  default Expected expected() {
    return newest()
        .<Expected>map(version -> new Expected.Exactly(version.number()))
        .orElse(Expected.NO_VERSION);
  }
}
