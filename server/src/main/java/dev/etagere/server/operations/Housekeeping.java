package dev.etagere.server.operations;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does in the background, again and again, what no request waits for. */
public final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon().factory());

  private final ScheduledFuture<?> rounds;

  /**
   * Begins.
   *
   * @param every how long to rest between two rounds
   * @param chores done one after another; one that fails is logged and done again in the next round
   */
  public Housekeeping(Duration every, List<Runnable> chores) {
    Runnable round = () -> chores.forEach(Housekeeping::attempt);
    rounds =
        thread.scheduleWithFixedDelay(
            round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void attempt(Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException failed) {
      LOG.warn("housekeeping goes on after a failure", failed);
    }
  }

  /** Ends after the chore that is being done. */
  @Override
  public void close() {
    rounds.cancel(false);
    thread.close();
  }
}
