package dev.etagere.client;

import java.time.Duration;
import java.util.Optional;

/** How a resource stands after a write to a version of it was tried. */
sealed interface Standing {

  /** The write was performed. */
  record Written(Reply reply) implements Standing {}

  /** The write was not sent; the current version has the content of the one it was for. */
  record Unchanged(Document current) implements Standing {}

  /** The write was refused because the version that it was for is not current, it seems. */
  record Outdated(Problem problem, Optional<Duration> retryAfter) implements Standing {}

  /** The write was refused, and the current version is not the one that it was for. */
  record Replaced(Document current, Problem problem) implements Standing {}

  /** The write was refused, and there is nothing. */
  record Absent(Problem problem) implements Standing {}

  /** The refusal has nothing to do with versions, or the caller may not read them. */
  record Unrelated(Problem problem) implements Standing {}
}
