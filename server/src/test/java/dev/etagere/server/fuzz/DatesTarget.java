package dev.etagere.server.fuzz;

import static dev.etagere.server.fuzz.Promise.isKept;

import dev.etagere.conditions.HttpDate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** HTTP-dates: one that is read is the same when it was written and read again. */
public final class DatesTarget {

  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  private DatesTarget() {}

  /** What the fuzzer calls, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    HttpDate.parse(text, NOW).ifPresent(DatesTarget::isReadAgain);
  }

  private static void isReadAgain(Instant date) {
    isKept(HttpDate.parse(HttpDate.format(date), NOW).equals(Optional.of(date)), date);
  }
}
