package dev.etagere.server;

import java.time.Duration;

/**
 * How long refused writes are remembered.
 *
 * @param listed how many {@code GET /-/conflicts} chooses from, at least 1
 * @param age how long one stays at most, in that list and in the log; one in the log stays for
 *     three quarters of it at least, as far as there is room
 * @param bytes what the log takes at most, at least {@link #LEAST_BYTES}
 */
public record ConflictRetention(int listed, Duration age, long bytes) {

  /** Room for the longest lines in each part of the log: 1 MiB. */
  public static final long LEAST_BYTES = 1 << 20;

  /** The newest 1,000, for 30 days, in 50 MiB. */
  public static final ConflictRetention DEFAULT =
      new ConflictRetention(1_000, Duration.ofDays(30), 50L << 20);

  public ConflictRetention {
    if (listed < 1) {
      throw new IllegalArgumentException("at least 1 refused write is listed, not " + listed);
    }
    if (!age.isPositive()) {
      throw new IllegalArgumentException("refused writes are kept for some time, not " + age);
    }
    if (bytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "the log of refused writes takes at least %d bytes, not %d"
              .formatted(LEAST_BYTES, bytes));
    }
  }
}
