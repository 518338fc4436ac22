package dev.etagere.conditions;

import static dev.etagere.conditions.Decision.FailedCondition.AMBIGUOUS_DATE;
import static dev.etagere.conditions.Decision.FailedCondition.IF_UNMODIFIED_SINCE;
import static dev.etagere.conditions.TestRequest.MODIFIED;
import static dev.etagere.conditions.TestRequest.PERFORM;
import static dev.etagere.conditions.TestRequest.failed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13.1.4, If-Unmodified-Since. */
class Rfc9110Section13_1_4IfUnmodifiedSinceTest {

  private static TestRequest put(Instant date) {
    return TestRequest.put().with("If-Unmodified-Since", date);
  }

  @Nested
  class Must {

    @Test
    @DisplayName("A recipient MUST ignore If-Unmodified-Since if there is an If-Match")
    void besideIfMatch() {
      assertThat(put(MODIFIED.minusSeconds(1)).with("If-Match", "\"current\"").onDate())
          .isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("A recipient MUST ignore it beside a malformed If-Match too")
    void besideMalformedIfMatch() {
      TestRequest get = TestRequest.get().with("If-Match", "current");
      assertThat(get.with("If-Unmodified-Since", MODIFIED.minusSeconds(1)).onDate())
          .isEqualTo(PERFORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 UTC", "0"})
    @DisplayName("A recipient MUST ignore it if the value is not a valid HTTP-date")
    void invalidDate(String date) {
      assertThat(TestRequest.put().with("If-Unmodified-Since", date).onDate()).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("A recipient MUST ignore it if the value has more than one member")
    void severalMembers() {
      Instant earlier = MODIFIED.minusSeconds(1);
      assertThat(put(earlier).with("If-Unmodified-Since", earlier).onDate()).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("A recipient MUST ignore it if the resource has no modification date")
    void noModificationDate() {
      assertThat(put(MODIFIED).onNoDate()).isEqualTo(PERFORM);
      assertThat(put(MODIFIED).onNothing()).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("True if last modified at the date or earlier, by the second")
    void unmodified() {
      assertThat(put(MODIFIED).onDate()).isEqualTo(PERFORM);
      assertThat(put(MODIFIED.plusSeconds(1)).onDate()).isEqualTo(PERFORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "GET", "HEAD"})
    @DisplayName("An origin server MUST NOT perform the requested method if it is false")
    void modified(String method) {
      Instant earlier = MODIFIED.minusSeconds(1);
      assertThat(TestRequest.of(method).with("If-Unmodified-Since", earlier).onDate())
          .isEqualTo(failed(IF_UNMODIFIED_SINCE));
    }

    @Test
    @DisplayName("§8.8.2.2: a date that two versions share does not name the current one")
    void sharedSecond() {
      assertThat(put(MODIFIED).onSharedDate()).isEqualTo(failed(AMBIGUOUS_DATE));
      assertThat(put(MODIFIED.plusSeconds(1)).onSharedDate()).isEqualTo(PERFORM);
      assertThat(put(MODIFIED.minusSeconds(1)).onSharedDate())
          .isEqualTo(failed(IF_UNMODIFIED_SINCE));
    }
  }
}
