package dev.etagere.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * The updates of one client to one URL: they take turns, first come first served, and share what
 * was learnt about the crowd of other clients there.
 *
 * <p>Of all who read one version only the first to write succeeds, so tries are wasted when many
 * read at once. Therefore tries are spread at random over a time that doubles with each conflict
 * and shrinks slowly with each success; it settles where about as many clients come as the time
 * holds tries.
 */
final class Lane {
  private static final Duration SHORTEST_TRY = Duration.ofNanos(100_000);

  private final ReentrantLock turn = new ReentrantLock(true);
  private final AtomicLong spreadNanos = new AtomicLong();

  ReentrantLock turn() {
    return turn;
  }

  /** A pause before a try, after so many that failed; who failed more often waits less. */
  Duration pause(int failures, RandomGenerator random) {
    long ceiling = spreadNanos.get() / Math.max(1, failures / 2);
    return Duration.ofNanos(ceiling == 0 ? 0 : random.nextLong(ceiling));
  }

  /** A try that took so long was in vain. */
  void conflicted(Duration took, Duration longest) {
    long least = Math.max(took.toNanos(), SHORTEST_TRY.toNanos());
    spreadNanos.updateAndGet(
        spread -> Math.min(Math.max(2 * spread, 2 * least), longest.toNanos()));
  }

  /** A try succeeded. */
  void succeeded(Duration took) {
    spreadNanos.updateAndGet(spread -> spread < took.toNanos() / 4 ? 0 : spread / 8 * 7);
  }
}
