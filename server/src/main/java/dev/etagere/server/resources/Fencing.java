package dev.etagere.server.resources;

import dev.etagere.conditions.Preconditions;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.rules.Fences;
import dev.etagere.server.rules.Rulebook;
import dev.etagere.server.rules.Rulebook.Fence;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps writers out of a collection while its rules change: its members are examined as they are
 * when the rules come into force, and none is created unseen. The fence stands in the store, so it
 * holds on every server; one whose server has died lapses.
 */
final class Fencing {

  private static final Logger LOG = LoggerFactory.getLogger(Fencing.class);

  /** How long a change may take before others go on without it. */
  private static final Duration LAPSE = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(5);

  /** How often a writer pauses before it is told to come again: for 10 seconds. */
  private static final int PAUSES = 2_000;

  private final Rulebook rulebook;
  private final InstantSource clock;
  private final BiFunction<Intent, Writing, Written> rounds;

  /**
   * @param rounds performs an intent in the loop of every write
   */
  Fencing(Rulebook rulebook, InstantSource clock, BiFunction<Intent, Writing, Written> rounds) {
    this.rulebook = rulebook;
    this.clock = clock;
    this.rounds = rounds;
  }

  /** Changes rules while nobody else writes into the collection. */
  Written within(String prefix, Writing writing, Supplier<Written> change) {
    Written raised = raise(prefix, writing);
    if (!(raised instanceof Written.Done done)) {
      return raised;
    }
    Version mine = done.made().getFirst().stored().version();
    try {
      return change.get();
    } finally {
      lower(mine, writing);
    }
  }

  private Written raise(String prefix, Writing writing) {
    Edit raise =
        current ->
            Fences.read(current).filter(fence -> !hasLapsed(fence)).isPresent()
                ? new Edit.Edited.Refused(underWay())
                : written(Fences.raised(new Fence(prefix, clock.instant().plus(LAPSE))));
    Written raised = write(raise, writing);
    for (int i = 0; i < PAUSES && raised instanceof Written.Refused; i++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      raised = write(raise, writing);
    }
    return raised;
  }

  /** After a change that happened there is nothing to do: it came with an epoch of its own. */
  private void lower(Version mine, Writing writing) {
    try {
      lower(current -> current.newest().filter(mine::equals).isPresent(), writing);
    } catch (StoreException failed) {
      LOG.warn("a change of rules holds up writers until it lapses", failed);
    }
  }

  private void lower(Predicate<Selected> which, Writing writing) {
    write(
        current -> which.test(current) ? written(Fences.NONE) : new Edit.Edited.Refused(underWay()),
        writing);
  }

  private Written write(Edit edit, Writing writing) {
    return rounds.apply(
        new Intent(Intent.Method.PUT, rulebook.epoch(), Preconditions.NONE, edit),
        new Writing(writing.caller(), writing.requestId(), Optional.empty()));
  }

  /**
   * The rules for a path, once no change of them is under way.
   *
   * @throws Refusal 503 if one goes on for longer than ten seconds
   */
  Rulebook.InForce await(ResourcePath path, Writing writing) {
    int pauses = 0;
    Rulebook.InForce inForce = rulebook.at(path);
    while (inForce.fence().isPresent()) {
      if (hasLapsed(inForce.fence().get())) {
        lower(current -> Fences.read(current).filter(this::hasLapsed).isPresent(), writing);
      } else if (pauses++ < PAUSES) {
        LockSupport.parkNanos(PAUSE.toNanos());
      } else {
        throw new Refusal(underWay());
      }
      inForce = rulebook.at(path);
    }
    return inForce;
  }

  private boolean hasLapsed(Fence fence) {
    return fence.until().isBefore(clock.instant());
  }

  private static Edit.Edited written(Content content) {
    return new Edit.Edited.Written("application/json", content);
  }

  private static Problem underWay() {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "The rules of this collection are being changed, and its members examined. Try again shortly.")
        .withField("Retry-After", "1");
  }
}
