package dev.etagere.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The directives of a {@code Cache-Control} field (RFC 9111 §5.2). */
final class CacheControl {
  private static final long MAX_SECONDS = Integer.MAX_VALUE;

  private final Map<String, String> directives;
  private final boolean contradictory;

  private CacheControl(Map<String, String> directives, boolean contradictory) {
    this.directives = directives;
    this.contradictory = contradictory;
  }

  static CacheControl of(Fields fields) {
    return parse(fields.combined("Cache-Control").orElse(""));
  }

  static CacheControl parse(String value) {
    Map<String, String> directives = new HashMap<>();
    boolean contradictory = false;
    for (String element : ListElements.of(value)) {
      int equals = element.indexOf('=');
      String name = (equals < 0 ? element : element.substring(0, equals)).trim();
      String argument = equals < 0 ? "" : unquoted(element.substring(equals + 1).trim());
      String earlier = directives.put(name.toLowerCase(Locale.ROOT), argument);
      contradictory |= earlier != null && !earlier.equals(argument);
    }
    return new CacheControl(directives, contradictory);
  }

  boolean has(String directive) {
    return directives.containsKey(directive);
  }

  /**
   * The {@code max-age}, if there is one; zero where it is not a number or stands there twice with
   * different values, since invalid freshness information means stale (§4.2.1).
   */
  Optional<Duration> maxAge() {
    return Optional.ofNullable(directives.get("max-age")).map(this::seconds);
  }

  private Duration seconds(String argument) {
    if (contradictory || argument.isEmpty() || !argument.chars().allMatch(CacheControl::isDigit)) {
      return Duration.ZERO;
    }
    // A number too large for us means at least our largest (§1.2.2).
    return Duration.ofSeconds(argument.length() > 9 ? MAX_SECONDS : Long.parseLong(argument));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String unquoted(String argument) {
    boolean quoted = argument.length() >= 2 && argument.startsWith("\"") && argument.endsWith("\"");
    return quoted ? argument.substring(1, argument.length() - 1) : argument;
  }
}
