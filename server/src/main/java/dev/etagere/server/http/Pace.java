package dev.etagere.server.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast bytes have to pass. A client that sends or takes one now and then would hold what it has
 * for ever, for it is never silent long enough to be idle.
 */
final class Pace {

  /** The slowest, on average since the beginning. */
  static final long BYTES_PER_SECOND = 256;

  private final Duration patience;
  private final LongSupplier nanoTime;
  private final long start;
  private long passed;

  /**
   * @param patience how long any pace is good enough
   * @param nanoTime tells the time, as {@link System#nanoTime} does
   */
  Pace(Duration patience, LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Counts more bytes; whether enough have passed by now. */
  boolean isKeptWith(long more) {
    passed += more;
    Duration taken = Duration.ofNanos(nanoTime.getAsLong() - start);
    return taken.compareTo(patience) <= 0 || passed >= taken.toSeconds() * BYTES_PER_SECOND;
  }
}
