package dev.etagere.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds out how a resource stands: after a refusal, or where a write cannot be protected yet. */
final class Assessor {
  private static final Duration MORE_THAN_A_SECOND = Duration.ofMillis(1_100);

  private final Surroundings around;
  private final Reading reading;

  Assessor(Surroundings around, Reading reading) {
    this.around = around;
    this.reading = reading;
  }

  /**
   * How a resource stands as far as this answer to a write on a version tells. Some servers say 409
   * where 412 is meant.
   *
   * @throws UnknownOutcomeException if the write itself may have made what stands there now
   */
  Standing after(Answer answer) {
    if (answer.reply().isSuccess()) {
      return new Standing.Written(answer.reply());
    }
    Problem problem = explained(answer);
    return switch (problem.status()) {
      case 404, 410 -> new Standing.Absent(problem);
      case 412 -> isAbsent(problem) ? new Standing.Absent(problem) : outdated(answer, problem);
      case 409 -> problem.isEtagere() ? new Standing.Unrelated(problem) : outdated(answer, problem);
      default -> new Standing.Unrelated(problem);
    };
  }

  private Standing outdated(Answer answer, Problem problem) {
    Instant now = around.clock().instant();
    return new Standing.Outdated(problem, RetryAfter.of(answer.reply().fields(), now));
  }

  /**
   * The problem of a refusal.
   *
   * @throws UnknownOutcomeException if an earlier sending may have been performed and the server
   *     does not know that both were one write
   */
  Problem explained(Answer answer) {
    Problem problem = Problem.of(answer.reply());
    if (answer.doubtful() && isAboutState(problem.status()) && !problem.isEtagere()) {
      throw unknown(answer.reply().url(), "the reply was lost, and the server keeps no keys");
    }
    return problem;
  }

  static UnknownOutcomeException unknown(URI url, String why) {
    return new UnknownOutcomeException(url, new IOException(why));
  }

  /**
   * How a resource stands whose version {@code base} has no validator that protects a write. A
   * server whose tags rest on the time of modification gives a strong one once that second is over,
   * so the resource is read again then.
   */
  Standing settled(Document base, Deadline deadline) {
    Duration pause = untilDateHasPassed(base);
    Problem problem = unprotected(base.validator());
    if (!deadline.allows(pause)) {
      return new Standing.Unrelated(problem);
    }
    rest(pause, base.url());
    return compared(base, problem, deadline);
  }

  /** How a resource stands now, beside the version that a refused write was for. */
  Standing compared(Document base, Problem problem, Deadline deadline) {
    ReadResult read = reading.readNow(base.url(), deadline);
    if (read instanceof Found found) {
      return compared(base, found.document(), problem);
    }
    return read instanceof Gone ? new Standing.Absent(problem) : new Standing.Unrelated(problem);
  }

  private static Standing compared(Document base, Document current, Problem problem) {
    if (base.validator().protectsSaving()) {
      return current.isSameVersionAs(base)
          ? new Standing.Unrelated(problem)
          : new Standing.Replaced(current, problem);
    }
    if (!current.content().equals(base.content())) {
      return new Standing.Replaced(current, problem);
    }
    return current.validator().protectsSaving()
        ? new Standing.Unchanged(current)
        : new Standing.Unrelated(problem);
  }

  private static Problem unprotected(Validator validator) {
    return Problem.own(
        "no_strong_validator", "not sent, since nothing would protect it", validator.assurance());
  }

  private static boolean isAbsent(Problem problem) {
    return problem.reason().equals("absent") || problem.reason().equals("deleted");
  }

  private static boolean isAboutState(int status) {
    return status == 404 || status == 409 || status == 410 || status == 412;
  }

  private Duration untilDateHasPassed(Document document) {
    Optional<Instant> modified = document.lastModified();
    return modified.isPresent() ? MORE_THAN_A_SECOND : Duration.ZERO;
  }

  private void rest(Duration pause, URI url) {
    try {
      around.pacing().pause(pause);
    } catch (InterruptedException interrupted) {
      throw Transport.interrupted(url);
    }
  }
}
