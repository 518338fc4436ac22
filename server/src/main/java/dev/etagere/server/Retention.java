package dev.etagere.server;

import java.time.Duration;

/**
 * How long a server keeps what nobody needs for ever.
 *
 * @param receipts how long the outcome of a write that carried an {@code Idempotency-Key} is given
 *     again to a retry
 * @param versions how many versions of a resource are kept, the current one included; at least 1,
 *     {@link Integer#MAX_VALUE} for all
 * @param age how long a version is kept after it was replaced
 * @param sweep how often what is beyond these bounds is dropped
 */
public record Retention(Duration receipts, int versions, Duration age, Duration sweep) {

  private static final Duration FOR_EVER = Duration.ofDays(365L * 10_000);

  /** Receipts for 24 hours; every version for ever; a sweep every minute. */
  public static final Retention DEFAULT =
      new Retention(Duration.ofHours(24), Integer.MAX_VALUE, FOR_EVER, Duration.ofMinutes(1));

  public Retention {
    if (versions < 1) {
      throw new IllegalArgumentException("the current version is always kept, not " + versions);
    }
  }

  /** Whether every version is kept. */
  boolean isForEver() {
    return versions == Integer.MAX_VALUE && age.equals(FOR_EVER);
  }
}
