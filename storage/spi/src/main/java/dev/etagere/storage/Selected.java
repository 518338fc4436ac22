package dev.etagere.storage;

import java.util.Optional;

/** What stands at a path now. */
public sealed interface Selected {

  /** Nothing was ever written there. */
  record Absent() implements Selected {
    @Override
    public Optional<Version> newest() {
      return Optional.empty();
    }
  }

  /** It was deleted; {@code tombstone} is the newest version. */
  record Deleted(Version tombstone) implements Selected {
    @Override
    public Optional<Version> newest() {
      return Optional.of(tombstone);
    }
  }

  /** It exists; {@code current} is the newest version. */
  record Present(Stored current) implements Selected {
    @Override
    public Optional<Version> newest() {
      return Optional.of(current.version());
    }
  }

  /** The newest version, a tombstone included. */
  Optional<Version> newest();

  static Selected of(Stored newest) {
    return newest.version().isDeletion() ? new Deleted(newest.version()) : new Present(newest);
  }

  /** What a commit built on this state expects to find. */
  default Expected expected() {
    return newest()
        .<Expected>map(version -> new Expected.Exactly(version.number()))
        .orElse(new Expected.NoVersion());
  }
}
