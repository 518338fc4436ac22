package dev.etagere.conditions;

import static dev.etagere.conditions.TestRequest.MODIFIED;
import static dev.etagere.conditions.TestRequest.NOT_MODIFIED;
import static dev.etagere.conditions.TestRequest.PERFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13.1.3, If-Modified-Since. */
class Rfc9110Section13_1_3IfModifiedSinceTest {

  private static TestRequest get(Instant date) {
    return TestRequest.get().with("If-Modified-Since", date);
  }

  @Nested
  class Must {

    @Test
    @DisplayName("A recipient MUST ignore If-Modified-Since if there is an If-None-Match")
    void besideIfNoneMatch() {
      assertThat(get(MODIFIED).with("If-None-Match", "\"other\"").onDate()).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("A recipient MUST ignore it beside a malformed If-None-Match too")
    void besideMalformedIfNoneMatch() {
      assertThat(get(MODIFIED).with("If-None-Match", "other").onDate()).isEqualTo(PERFORM);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "2026-11-20T12:34:56Z", "Fri, 20 Nov 2026 12:34:56 GMT; length=5", "0"})
    @DisplayName("A recipient MUST ignore it if the value is not a valid HTTP-date")
    void invalidDate(String date) {
      assertThat(TestRequest.get().with("If-Modified-Since", date).onDate()).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("A recipient MUST ignore it if the value has more than one member")
    void severalMembers() {
      assertThat(get(MODIFIED).with("If-Modified-Since", MODIFIED).onDate()).isEqualTo(PERFORM);
      String date = HttpDate.format(MODIFIED);
      assertThat(TestRequest.get().with("If-Modified-Since", date + ", " + date).onDate())
          .isEqualTo(PERFORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    @DisplayName("A recipient MUST ignore it if the method is neither GET nor HEAD")
    void otherMethods(String method) {
      assertThat(TestRequest.of(method).with("If-Modified-Since", MODIFIED).onDate())
          .isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("A recipient MUST ignore it if the resource has no modification date")
    void noModificationDate() {
      assertThat(get(MODIFIED).onNoDate()).isEqualTo(PERFORM);
    }
  }

  @Nested
  class Should {

    @Test
    @DisplayName("False if last modified at the date or earlier: the server SHOULD respond 304")
    void notModified() {
      assertThat(get(MODIFIED).onDate()).isEqualTo(NOT_MODIFIED);
      assertThat(get(MODIFIED.plusSeconds(1)).onDate()).isEqualTo(NOT_MODIFIED);
      assertThat(get(MODIFIED.minusSeconds(1)).onDate()).isEqualTo(PERFORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Friday, 20-Nov-26 12:34:56 GMT", "Fri Nov 20 12:34:56 2026"})
    @DisplayName("The obsolete forms of a date count as well")
    void obsoleteForms(String date) {
      assertThat(TestRequest.of("HEAD").with("If-Modified-Since", date).onDate())
          .isEqualTo(NOT_MODIFIED);
    }
  }
}
