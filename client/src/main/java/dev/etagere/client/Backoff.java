package dev.etagere.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that grow twofold and are drawn anew each time, so that those who failed together part.
 */
record Backoff(Duration first, Duration longest, RandomGenerator random) {

  /** A pause between nothing and {@code first · 2^(failures-1)}, at most {@code longest}. */
  Duration after(int failures) {
    long ceiling = first.toNanos() << Math.min(failures - 1, 20);
    return Duration.ofNanos(random.nextLong(Math.min(ceiling, longest.toNanos()) + 1));
  }
}
