package dev.etagere.conditions;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Dates in fields (§5.6.7): whole seconds in UTC, from the year 0 to the year 9999.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="date"}
 */
public final class HttpDate {

  static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final String TEMPLATE = "___, __ ___ ____ __:__:__ GMT";
  private static final long FIRST_SECOND = -62_167_219_200L;
  private static final long LAST_SECOND = 253_402_300_799L;

  private HttpDate() {}

  /**
   * Parses one of the three forms, strictly: letter case, spaces and the name of the day have to be
   * right. A leap second, {@code 23:59:60}, is the first second of the next day.
   *
   * @param now from where a year of two digits is seen: the date is at most 50 years ahead
   * @return empty if the text is anything else
   */
  public static Optional<Instant> parse(String text, Instant now) {
    return HttpDateParser.parse(text, now);
  }

  /**
   * The date as an IMF-fixdate, such as {@code Sun, 06 Nov 1994 08:49:37 GMT}; fractions of the
   * second are cut off.
   *
   * @throws IllegalArgumentException outside of the years 0 to 9999
   */
  public static String format(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < FIRST_SECOND || second > LAST_SECOND) {
      throw new IllegalArgumentException("no HTTP-date can tell " + instant);
    }
    return format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
  }

  private static String format(LocalDateTime at) {
    byte[] text = TEMPLATE.getBytes(StandardCharsets.ISO_8859_1);
    put(text, 0, DAYS.get(at.getDayOfWeek().getValue() - 1));
    putTwoDigits(text, 5, at.getDayOfMonth());
    put(text, 8, MONTHS.get(at.getMonthValue() - 1));
    putTwoDigits(text, 12, at.getYear() / 100);
    putTwoDigits(text, 14, at.getYear() % 100);
    putTwoDigits(text, 17, at.getHour());
    putTwoDigits(text, 20, at.getMinute());
    putTwoDigits(text, 23, at.getSecond());
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void put(byte[] text, int at, String name) {
    for (int i = 0; i < name.length(); i++) {
      text[at + i] = (byte) name.charAt(i);
    }
  }

  private static void putTwoDigits(byte[] text, int at, int number) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
  }
}
