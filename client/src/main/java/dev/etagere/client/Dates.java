package dev.etagere.client;

import dev.etagere.conditions.HttpDate;
import java.time.Instant;
import java.util.Optional;

/** HTTP dates (§5.6.7). */
final class Dates {
  private Dates() {}

  /** The date; nothing if it is not one. Two-digit years are those nearest to today. */
  static Optional<Instant> parse(String value) {
    return HttpDate.parse(value, Instant.now());
  }

  static String format(Instant date) {
    return HttpDate.format(date);
  }
}
