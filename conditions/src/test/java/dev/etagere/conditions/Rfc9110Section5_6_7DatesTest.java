package dev.etagere.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5.6.7, Date/Time Formats. */
class Rfc9110Section5_6_7DatesTest {

  private static Optional<Instant> seenIn2026(String text) {
    return HttpDate.parse(text, TestRequest.NOW);
  }

  @Nested
  class Must {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Sun, 06 Nov 1994 08:49:37 GMT",
          "Sunday, 06-Nov-94 08:49:37 GMT",
          "Sun Nov  6 08:49:37 1994",
          "Sun Nov 06 08:49:37 1994",
        })
    @DisplayName(
        "A recipient that parses a timestamp value MUST accept all three HTTP-date formats")
    void threeForms(String text) {
      assertThat(seenIn2026(text)).contains(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '\'',
        value = {
          "'Saturday, 21-Nov-26 05:00:00 GMT', 2026-11-21T05:00:00Z",
          "'Saturday, 21-Nov-76 05:00:00 GMT', 2076-11-21T05:00:00Z",
          "'Sunday, 21-Nov-76 05:00:01 GMT', 1976-11-21T05:00:01Z",
          "'Friday, 31-Dec-76 00:00:00 GMT', 1976-12-31T00:00:00Z",
          "'Saturday, 01-Jan-77 00:00:00 GMT', 1977-01-01T00:00:00Z",
          "'Friday, 31-Dec-99 23:59:59 GMT', 1999-12-31T23:59:59Z",
          "'Saturday, 01-Jan-00 00:00:00 GMT', 2000-01-01T00:00:00Z",
          "'Thursday, 31-Dec-26 00:00:00 GMT', 2026-12-31T00:00:00Z",
        })
    @DisplayName("A two-digit year more than 50 years ahead MUST be taken as the most recent past")
    void fiftyYears(String text, Instant expected) {
      assertThat(seenIn2026(text)).contains(expected);
    }

    @Test
    @DisplayName("The 50 years reach over the turn of a century")
    void overTheCentury() {
      Instant now = Instant.parse("2080-01-01T00:00:00Z");
      assertThat(HttpDate.parse("Monday, 06-Jan-10 00:00:00 GMT", now))
          .contains(Instant.parse("2110-01-06T00:00:00Z"));
    }

    @Test
    @DisplayName("A day that the year before does not have is of this year: 29 February")
    void leapDay() {
      assertThat(seenIn2026("Tuesday, 29-Feb-72 00:00:00 GMT")).isEmpty();
      assertThat(seenIn2026("Monday, 29-Feb-72 00:00:00 GMT"))
          .contains(Instant.parse("2072-02-29T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          ",",
          "0",
          "1994-11-06T08:49:37Z",
          "784111777",
          "sun, 06 Nov 1994 08:49:37 GMT",
          "SUN, 06 NOV 1994 08:49:37 GMT",
          "Sun, 06 nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 08:49:37 gmt",
          "Sun, 06 Nov 1994 08:49:37 UTC",
          "Sun, 06 Nov 1994 08:49:37 +0000",
          "Sun, 6 Nov 1994 08:49:37 GMT",
          "Sun, 06  Nov 1994 08:49:37 GMT",
          "Sun,06 Nov 1994 08:49:37 GMT",
          " Sun, 06 Nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 08:49:37 GMT ",
          "Sun, 06 Nov 1994 08:49:37 GMT; length=5",
          "Sun, 06-Nov-1994 08:49:37 GMT",
          "Sun, 06-Nov-94 08:49:37 GMT",
          "Sunday, 06 Nov 94 08:49:37 GMT",
          "Sunday, 06-Nov-1994 08:49:37 GMT",
          ", 06-Nov-94 08:49:37 GMT",
          "Sun Nov 6 08:49:37 1994",
          "Sun Nov  6 08:49:37 94",
          "Sun Nov  6 08:49:37 1994 GMT",
          "Sun, Nov  6 08:49:37 1994",
          "Sun, 0x Nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 199x 08:49:37 GMT",
          "Sunday, 06-Nov-9x 08:49:37 GMT",
          "Sun, 06 Nov -994 08:49:37 GMT",
          "Sun, 06 Nov \u0661994 08:49:37 GMT",
        })
    @DisplayName("HTTP-date is case sensitive and has no whitespace but that of the grammar")
    void otherForms(String text) {
      assertThat(seenIn2026(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Mon, 06 Nov 1994 08:49:37 GMT",
          "Monday, 06-Nov-94 08:49:37 GMT",
          "Mon Nov  6 08:49:37 1994",
          "Xxx, 06 Nov 1994 08:49:37 GMT",
          "Sun, 06 Xxx 1994 08:49:37 GMT",
          "Sun, 00 Nov 1994 08:49:37 GMT",
          "Thu, 31 Nov 1994 08:49:37 GMT",
          "Wed, 29 Feb 1995 08:49:37 GMT",
          "Sun, 06 Nov 1994 24:00:00 GMT",
          "Sun, 06 Nov 1994 08:60:37 GMT",
          "Sun, 06 Nov 1994 08:49:60 GMT",
          "Sun, 06 Nov 1994 23:59:61 GMT",
          "Sun, 06 Nov 1994 xx:49:37 GMT",
          "Sun, 06 Nov 1994 08:xx:37 GMT",
          "Sun, 06 Nov 1994 08:49:xx GMT",
        })
    @DisplayName("What has the form of a date and is none is no date")
    void noSuchDates(String text) {
      assertThat(seenIn2026(text)).isEmpty();
    }

    @Test
    @DisplayName("A leap second ends a day: time-of-day is 00:00:00 to 23:59:60")
    void leapSecond() {
      assertThat(seenIn2026("Sat, 31 Dec 2016 23:59:60 GMT"))
          .contains(Instant.parse("2017-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '\'',
        value = {
          "1994-11-06T08:49:37Z, 'Sun, 06 Nov 1994 08:49:37 GMT'",
          "1994-11-06T08:49:37.999999999Z, 'Sun, 06 Nov 1994 08:49:37 GMT'",
          "1969-12-31T23:59:59.5Z, 'Wed, 31 Dec 1969 23:59:59 GMT'",
          "2024-02-29T00:00:00Z, 'Thu, 29 Feb 2024 00:00:00 GMT'",
          "0000-01-01T00:00:00Z, 'Sat, 01 Jan 0000 00:00:00 GMT'",
          "9999-12-31T23:59:59.999Z, 'Fri, 31 Dec 9999 23:59:59 GMT'",
        })
    @DisplayName("A sender MUST generate timestamps as an IMF-fixdate")
    void imfFixdate(Instant instant, String expected) {
      assertThat(HttpDate.format(instant)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    @DisplayName("A year is four digits: others are refused")
    void otherYears(Instant instant) {
      assertThatIllegalArgumentException().isThrownBy(() -> HttpDate.format(instant));
    }
  }
}
