package dev.etagere.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One update, try by try, in its turn. */
final class Update {
  private final Surroundings around;
  private final Reading reading;
  private final Saving saving;
  private final Lane lane;
  private final Order order;
  private int failures;

  /** What is to be done, and until when. */
  record Order(URI url, UnaryOperator<Content> edit, UpdatePolicy policy, Deadline deadline) {}

  /** A draft that was refused. */
  private record Failure(Draft draft, Problem problem) {}

  /** What to do with what was read. */
  private sealed interface Step {
    record Try(Draft draft) implements Step {}

    record End(SaveResult result) implements Step {}
  }

  Update(Surroundings around, Reading reading, Saving saving, Lane lane, Order order) {
    this.around = around;
    this.reading = reading;
    this.saving = saving;
    this.lane = lane;
    this.order = order;
  }

  SaveResult run() {
    rest(order.deadline().atMost(lane.pause(0, around.random())));
    Optional<Failure> failure = Optional.empty();
    while (true) {
      Instant began = around.clock().instant();
      Step step = step(reading.readNow(order.url(), order.deadline()), failure);
      if (step instanceof Step.End end) {
        return end.result();
      }
      Draft draft = ((Step.Try) step).draft();
      Standing standing = saving.tried(draft, order.deadline());
      Duration took = Duration.between(began, around.clock().instant());
      if (!(standing instanceof Standing.Outdated outdated)) {
        lane.succeeded(took);
        return saving.saved(draft, standing, order.deadline());
      }
      failure = Optional.of(new Failure(draft, outdated.problem()));
      failed(took, outdated.retryAfter().orElse(Duration.ZERO));
    }
  }

  private Step step(ReadResult read, Optional<Failure> failure) {
    if (read instanceof Gone gone) {
      return new Step.End(gone);
    }
    if (read instanceof Refused refused) {
      return new Step.End(refused);
    }
    Document current = read.document();
    return failure.map(failed -> after(failed, current)).orElseGet(() -> reapplied(current));
  }

  private Step after(Failure failed, Document current) {
    if (current.isSameVersionAs(failed.draft().base())) {
      // The server refuses the very version that it serves: no other try will do better.
      return new Step.End(new Refused(order.url(), failed.problem()));
    }
    Conflict conflict = new Conflict(failed.draft(), current, failed.problem());
    if (failures >= order.policy().attempts()) {
      return new Step.End(conflict);
    }
    return switch (order.policy().onConflict()) {
      case REAPPLY -> reapplied(current);
      case MERGE -> merged(conflict);
      case STOP -> new Step.End(conflict);
    };
  }

  private Step reapplied(Document current) {
    return tried(current.edit(order.edit().apply(current.content())));
  }

  private static Step merged(Conflict conflict) {
    return conflict.merge() instanceof Merged.Clean clean
        ? tried(clean.draft())
        : new Step.End(conflict);
  }

  /** An edit that changes nothing writes nothing. */
  private static Step tried(Draft draft) {
    return draft.isChanged() ? new Step.Try(draft) : new Step.End(new Saved(draft.base()));
  }

  private void failed(Duration took, Duration wish) {
    failures++;
    lane.conflicted(took, order.policy().longestPause());
    Duration pause = lane.pause(failures, around.random()).plus(wish);
    if (order.deadline().allows(pause)) {
      rest(pause);
    } else {
      failures = order.policy().attempts();
    }
  }

  private void rest(Duration pause) {
    try {
      around.pacing().pause(pause);
    } catch (InterruptedException interrupted) {
      throw Transport.interrupted(order.url());
    }
  }
}
