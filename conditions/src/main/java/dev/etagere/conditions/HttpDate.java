package dev.etagere.conditions;

import java.time.*;
import java.time.format.*;
import java.util.*;

public final class HttpDate {
  private HttpDate() {}

  private static final DateTimeFormatter F =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public static Optional<Instant> parse(String s, Instant now) {
    try {
      return Optional.of(Instant.from(F.parse(s)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public static String format(Instant i) {
    return F.format(i);
  }
}
