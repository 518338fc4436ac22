package dev.etagere.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass. */
interface Pacing {
  /** Returns after this time, or throws when the thread is interrupted. */
  void pause(Duration duration) throws InterruptedException;

  /** Returns after this time or at the end, or throws when the thread is interrupted. */
  default boolean pause(Duration duration, CountDownLatch end) throws InterruptedException {
    pause(duration);
    return end.getCount() == 0;
  }

  /** The real one. */
  Pacing SLEEP =
      new Pacing() {
        @Override
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        }

        @Override
        public boolean pause(Duration duration, CountDownLatch end) throws InterruptedException {
          return end.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
      };
}
