package dev.etagere.storage;

/**
 * What a commit requires of a path. There is no third kind: a write that does not say what it
 * replaces cannot be expressed.
 */
public sealed interface Expected {

  /** Holds if and only if nothing was ever written at the path, not even a deletion. */
  record NoVersion() implements Expected {
    @Override
    public long number() {
      return 0;
    }
  }

  /** Holds if and only if the newest version at the path, a tombstone included, has this number. */
  record Exactly(long number) implements Expected {}

  /** The number of the version that is expected, 0 for none. */
  long number();
}
