package dev.etagere.merge;

/** The three versions of a sequence of numbered values. */
final class SequenceVersions {
  final int[] base;
  final int[] current;
  final int[] yours;

  SequenceVersions(int[] base, int[] current, int[] yours) {
    this.base = base;
    this.current = current;
    this.yours = yours;
  }
}
