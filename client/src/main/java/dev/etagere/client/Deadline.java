package dev.etagere.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The moment at which one call of the client gives up. */
record Deadline(Clock clock, Instant end) {

  static Deadline in(Duration duration, Clock clock) {
    return new Deadline(clock, clock.instant().plus(duration));
  }

  /** What is left of the time, but no more than this. */
  Duration atMost(Duration most) {
    Duration left = left();
    return left.compareTo(most) < 0 ? left : most;
  }

  boolean allows(Duration pause) {
    return pause.compareTo(left()) < 0;
  }

  private Duration left() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
