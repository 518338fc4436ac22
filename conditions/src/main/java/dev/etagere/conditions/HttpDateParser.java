package dev.etagere.conditions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The three forms of an HTTP-date (§5.6.7). */
final class HttpDateParser {

  private static final String IMF_FIXDATE = "___, __ ___ ____ __:__:__ GMT";
  private static final String ASCTIME = "___ ___ __ __:__:__ ____";
  private static final String RFC_850_AFTER_DAY = ", __-___-__ __:__:__ GMT";
  private static final List<String> LONG_DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private static final int NONE = -1;
  private static final int SECONDS_PER_DAY = 86_400;

  private HttpDateParser() {}

  static Optional<Instant> parse(String text, Instant now) {
    if (isLike(IMF_FIXDATE, text)) {
      return imfFixdate(text).instant();
    }
    if (isLike(ASCTIME, text)) {
      return asctime(text).instant();
    }
    int comma = Math.max(text.indexOf(','), 0);
    return isLike(RFC_850_AFTER_DAY, text.substring(comma))
        ? inFullYear(rfc850(text, comma), now).flatMap(Stamp::instant)
        : Optional.empty();
  }

  private static Stamp imfFixdate(String text) {
    return new Stamp(
        HttpDate.DAYS.indexOf(text.substring(0, 3)) + 1,
        number(text, 12, 16),
        month(text, 8),
        number(text, 5, 7),
        secondOfDay(text, 17));
  }

  private static Stamp asctime(String text) {
    return new Stamp(
        HttpDate.DAYS.indexOf(text.substring(0, 3)) + 1,
        number(text, 20, 24),
        month(text, 4),
        number(text, text.charAt(8) == ' ' ? 9 : 8, 10),
        secondOfDay(text, 11));
  }

  private static Stamp rfc850(String text, int comma) {
    return new Stamp(
        LONG_DAYS.indexOf(text.substring(0, comma)) + 1,
        number(text, comma + 9, comma + 11),
        month(text, comma + 5),
        number(text, comma + 2, comma + 4),
        secondOfDay(text, comma + 12));
  }

  /** §5.6.7: what appears to be more than 50 years in the future is of the most recent past. */
  private static Optional<Stamp> inFullYear(Stamp sent, Instant now) {
    if (sent.year() == NONE) {
      return Optional.empty();
    }
    OffsetDateTime latest = now.atOffset(ZoneOffset.UTC).plusYears(50);
    int year = latest.getYear() - Math.floorMod(latest.getYear() - sent.year(), 100);
    Stamp ahead = sent.inYear(year);
    return Optional.of(ahead.isAfter(latest.toEpochSecond()) ? sent.inYear(year - 100) : ahead);
  }

  private static boolean isLike(String template, String text) {
    if (text.length() != template.length()) {
      return false;
    }
    for (int i = 0; i < template.length(); i++) {
      if (template.charAt(i) != '_' && template.charAt(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** From 1; 0 if there is no such month. */
  private static int month(String text, int at) {
    return HttpDate.MONTHS.indexOf(text.substring(at, at + 3)) + 1;
  }

  private static int secondOfDay(String text, int at) {
    int hour = number(text, at, at + 2);
    int minute = number(text, at + 3, at + 5);
    int second = number(text, at + 6, at + 8);
    boolean isLeapSecond = hour == 23 && minute == 59 && second == 60;
    boolean isTime = hour != NONE && hour < 24 && minute != NONE && minute < 60 && second != NONE;
    return isTime && (second < 60 || isLeapSecond) ? (hour * 60 + minute) * 60 + second : NONE;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return NONE;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  /**
   * The parts of a date as they were sent; {@link #NONE} where there is no number.
   *
   * @param dayOfWeek from 1, Monday; 0 if there is no such day
   * @param month from 1; 0 if there is no such month
   * @param secondOfDay up to 86,400, a leap second
   */
  private record Stamp(int dayOfWeek, int year, int month, int dayOfMonth, int secondOfDay) {

    Stamp inYear(int other) {
      return new Stamp(dayOfWeek, other, month, dayOfMonth, secondOfDay);
    }

    boolean isAfter(long epochSecond) {
      return date().filter(date -> epochSecond(date) > epochSecond).isPresent();
    }

    Optional<Instant> instant() {
      return date()
          .filter(date -> date.getDayOfWeek().getValue() == dayOfWeek && secondOfDay != NONE)
          .map(date -> Instant.ofEpochSecond(epochSecond(date)));
    }

    private Optional<LocalDate> date() {
      return year != NONE && month > 0 && YearMonth.of(year, month).isValidDay(dayOfMonth)
          ? Optional.of(LocalDate.of(year, month, dayOfMonth))
          : Optional.empty();
    }

    private long epochSecond(LocalDate date) {
      return date.toEpochDay() * SECONDS_PER_DAY + secondOfDay;
    }
  }
}
