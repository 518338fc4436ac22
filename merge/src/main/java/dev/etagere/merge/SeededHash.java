package dev.etagere.merge;

import java.util.SplittableRandom;

/**
 * Hashes that differ from process to process, so that no request can be made of values that
 * collide. Nothing that leaves the process depends on them.
 */
final class SeededHash {
  private static final long SEED = new SplittableRandom().nextLong() | 1;
  private static final long FACTOR = (new SplittableRandom().nextLong() << 3) | 5;

  private SeededHash() {}

  /** The hash of a string; never 0. */
  static int of(String text) {
    long hash = SEED;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FACTOR;
      hash ^= hash >>> 32;
    }
    return finish(hash);
  }

  /** A hash in which the order of the parts counts. */
  static long ordered(long hash, int part) {
    return mix(hash * FACTOR + part);
  }

  /** What a member adds to a hash in which the order of members does not count. */
  static long member(String name, int value) {
    return mix((((long) of(name) << 32) | (value & 0xffffffffL)) ^ SEED);
  }

  /** A hash for keeping; never 0. */
  static int finish(long hash) {
    int folded = (int) (mix(hash) >>> 32);
    return folded == 0 ? 1 : folded;
  }

  private static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * FACTOR;
    return mixed ^ (mixed >>> 29);
  }
}
