package dev.etagere.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The hint of a server when to come back (§10.2.3): a date or a number of seconds. */
final class RetryAfter {
  private RetryAfter() {}

  static Optional<Duration> of(Fields fields, Instant now) {
    return fields.first("Retry-After").flatMap(value -> parse(value.trim(), now));
  }

  private static Optional<Duration> parse(String value, Instant now) {
    boolean seconds =
        !value.isEmpty() && value.length() < 10 && value.chars().allMatch(Character::isDigit);
    Optional<Duration> wait =
        seconds
            ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
            : Dates.parse(value).map(at -> Duration.between(now, at));
    return wait.filter(duration -> !duration.isNegative());
  }
}
