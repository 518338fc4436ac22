package dev.etagere.merge;

/**
 * How much a merge may cost.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="options"}
 *
 * @param size characters and values of the three documents together, beyond which nothing is merged
 * @param steps comparisons that aligning sequences may take, beyond which conflicts are reported
 *     more coarsely
 */
public record MergeLimits(long size, long steps) {
  /** 64 Mi characters and values; 32 Mi comparisons, which take a fraction of a second. */
  public static final MergeLimits DEFAULT = new MergeLimits(64L << 20, 32L << 20);

  public MergeLimits {
    if (size < 0 || steps < 0) {
      throw new IllegalArgumentException("limits are not negative");
    }
  }
}
