package dev.etagere.client;

import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Read, change, write, and again while others are faster. */
final class Updating {
  private final Surroundings around;
  private final Reading reading;
  private final Saving saving;
  private final Lanes lanes;

  Updating(Surroundings around, Reading reading, Saving saving, Lanes lanes) {
    this.around = around;
    this.reading = reading;
    this.saving = saving;
    this.lanes = lanes;
  }

  SaveResult update(URI url, UnaryOperator<Content> edit, UpdatePolicy policy, Deadline deadline) {
    Lane lane = lanes.of(url);
    enter(lane, url, deadline);
    try {
      return new Update(
              around, reading, saving, lane, new Update.Order(url, edit, policy, deadline))
          .run();
    } finally {
      lane.turn().unlock();
    }
  }

  private static void enter(Lane lane, URI url, Deadline deadline) {
    try {
      Duration most = deadline.atMost(Duration.ofDays(1));
      if (!lane.turn().tryLock(most.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new NoReplyException(
            "other updates of " + url + " took all the time",
            url,
            new InterruptedIOException("no turn within " + most));
      }
    } catch (InterruptedException interrupted) {
      throw Transport.interrupted(url);
    }
  }
}
