package dev.etagere.client;

import java.time.Duration;

/** Lets time pass. */
interface Pacing {
  /** Returns after this time, or throws when the thread is interrupted. */
  void pause(Duration duration) throws InterruptedException;

  /** The real one. */
  Pacing SLEEP = duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
}
