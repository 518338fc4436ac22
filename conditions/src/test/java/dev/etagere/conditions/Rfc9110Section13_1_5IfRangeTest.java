package dev.etagere.conditions;

import static dev.etagere.conditions.TestRequest.MODIFIED;
import static dev.etagere.conditions.TestRequest.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13.1.5, If-Range. */
class Rfc9110Section13_1_5IfRangeTest {

  private static IfRange ifRange(String... lines) {
    return IfRange.parse(List.of(lines), NOW);
  }

  private static boolean holds(String value, String tag) {
    return ifRange(value).holds(TestRequest.validators(tag, Optional.of(MODIFIED), false));
  }

  private static boolean holds(Instant date, boolean ambiguous) {
    return ifRange(HttpDate.format(date))
        .holds(TestRequest.validators("\"a\"", Optional.of(MODIFIED), ambiguous));
  }

  @Nested
  class Must {

    @Test
    @DisplayName("An entity tag is compared by the strong comparison function")
    void strongComparison() {
      assertThat(holds("\"a\"", "\"a\"")).isTrue();
      assertThat(holds("\"a\"", "\"b\"")).isFalse();
      assertThat(holds("\"a\"", "W/\"a\"")).isFalse();
      assertThat(holds("\"a\"", "")).isFalse();
    }

    @Test
    @DisplayName("A weak entity tag never holds")
    void weakTag() {
      assertThat(ifRange("W/\"a\"")).isEqualTo(new IfRange.Never());
      assertThat(holds("W/\"a\"", "\"a\"")).isFalse();
      assertThat(holds("W/\"a\"", "W/\"a\"")).isFalse();
    }

    @Test
    @DisplayName("A date has to be exactly Last-Modified: not later, not earlier")
    void exactDate() {
      assertThat(holds(MODIFIED, false)).isTrue();
      assertThat(holds(MODIFIED.plusSeconds(1), false)).isFalse();
      assertThat(holds(MODIFIED.minusSeconds(1), false)).isFalse();
    }

    @Test
    @DisplayName("A date that is not a strong validator (§8.8.2.2) is false")
    void sharedSecond() {
      assertThat(holds(MODIFIED, true)).isFalse();
    }

    @Test
    @DisplayName("A date is false where there is no Last-Modified")
    void noDate() {
      assertThat(ifRange(HttpDate.format(MODIFIED)).holds(Validators.NONE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a", "w/\"a\"", "\"a\", \"b\"", "\"a", "bytes", "0"})
    @DisplayName("If-Range = entity-tag / HTTP-date: anything else never holds")
    void anythingElse(String value) {
      assertThat(ifRange(value)).isEqualTo(new IfRange.Never());
    }

    @Test
    @DisplayName("Several lines never hold")
    void severalLines() {
      assertThat(ifRange("\"a\"", "\"a\"")).isEqualTo(new IfRange.Never());
      assertThat(new IfRange.Never().holds(Validators.NONE)).isFalse();
    }
  }
}
