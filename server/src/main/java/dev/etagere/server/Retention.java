package dev.etagere.server;

import dev.etagere.server.history.Bounds.Kept;
import java.time.Duration;

/**
 * How long a server keeps what nobody needs for ever.
 *
 * @param receipts how long the outcome of a write that carried an {@code Idempotency-Key} is given
 *     again to a retry
 * @param versions how many versions of a resource are kept, the current one included; at least 1,
 *     {@link Integer#MAX_VALUE} for all; a collection's rules may say otherwise
 * @param age how long a version is kept after it was replaced; a collection's rules may say
 *     otherwise
 * @param sweep how often what is beyond these bounds is dropped
 * @param conflicts how long refused writes are remembered
 */
public record Retention(
    Duration receipts, int versions, Duration age, Duration sweep, ConflictRetention conflicts) {

  /** Receipts for 24 hours; every version for ever; a sweep every minute. */
  public static final Retention DEFAULT =
      new Retention(
          Duration.ofHours(24), Kept.ALL.versions(), Kept.ALL.age(), Duration.ofMinutes(1));

  /** With refused writes remembered by default. */
  public Retention(Duration receipts, int versions, Duration age, Duration sweep) {
    this(receipts, versions, age, sweep, ConflictRetention.DEFAULT);
  }

  public Retention {
    if (versions < 1) {
      throw new IllegalArgumentException("the current version is always kept, not " + versions);
    }
    if (receipts.isNegative() || age.isNegative() || !sweep.isPositive()) {
      throw new IllegalArgumentException("things are not kept for a negative time");
    }
  }
}
