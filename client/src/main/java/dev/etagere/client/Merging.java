package dev.etagere.client;

/** Merges the two sides of a conflict. */
final class Merging {
  private Merging() {}

  static Merged of(Conflict conflict) {
    return new Merged.Unmergeable("contents of " + conflict.theirs().content().mediaType());
  }
}
