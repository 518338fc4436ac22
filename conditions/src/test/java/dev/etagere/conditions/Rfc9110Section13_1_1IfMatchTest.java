package dev.etagere.conditions;

import static dev.etagere.conditions.Decision.FailedCondition.IF_MATCH;
import static dev.etagere.conditions.TestRequest.PERFORM;
import static dev.etagere.conditions.TestRequest.failed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13.1.1, If-Match. */
class Rfc9110Section13_1_1IfMatchTest {

  private static TestRequest put(String ifMatch) {
    return TestRequest.put().with("If-Match", ifMatch);
  }

  @Nested
  class Must {

    @Test
    @DisplayName("An origin server MUST use the strong comparison function")
    void strongComparison() {
      assertThat(put("\"a\"").onTag("\"a\"")).isEqualTo(PERFORM);
      assertThat(put("W/\"a\"").onTag("\"a\"")).isEqualTo(failed(IF_MATCH));
      assertThat(put("\"a\"").onTag("W/\"a\"")).isEqualTo(failed(IF_MATCH));
      assertThat(put("W/\"a\"").onTag("W/\"a\"")).isEqualTo(failed(IF_MATCH));
    }

    @Test
    @DisplayName("\"*\": true if the origin server has a current representation")
    void asterisk() {
      assertThat(put("*").onTag("\"a\"")).isEqualTo(PERFORM);
      assertThat(put("*").onTag("W/\"a\"")).isEqualTo(PERFORM);
      assertThat(put("*").onNoTag()).isEqualTo(PERFORM);
      assertThat(put("*").onNothing()).isEqualTo(failed(IF_MATCH));
    }

    @Test
    @DisplayName("A list: true if any of the tags matches the selected representation")
    void anyOfTheList() {
      assertThat(put("\"a\", \"b\"").onTag("\"b\"")).isEqualTo(PERFORM);
      assertThat(put("\"a\"").with("if-match", "\"b\"").onTag("\"b\"")).isEqualTo(PERFORM);
      assertThat(put("\"a\", W/\"b\"").onTag("\"b\"")).isEqualTo(failed(IF_MATCH));
    }

    @Test
    @DisplayName("Otherwise the condition is false: another tag, no tag, no representation")
    void otherwiseFalse() {
      assertThat(put("\"a\"").onTag("\"A\"")).isEqualTo(failed(IF_MATCH));
      assertThat(put("\"a\"").onNoTag()).isEqualTo(failed(IF_MATCH));
      assertThat(put("\"a\"").onNothing()).isEqualTo(failed(IF_MATCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "GET", "HEAD"})
    @DisplayName("An origin server MUST NOT perform the requested method if it is false")
    void notPerformed(String method) {
      assertThat(TestRequest.of(method).with("If-Match", "\"a\"").onTag("\"b\""))
          .isEqualTo(failed(IF_MATCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "w/\"a\"", "\"a", "*, \"a\"", "", ","})
    @DisplayName("A malformed list is never true of a write")
    void malformedOnWrite(String ifMatch) {
      assertThat(put(ifMatch).onTag("\"a\"")).isEqualTo(failed(IF_MATCH));
      assertThat(put(ifMatch).onNothing()).isEqualTo(failed(IF_MATCH));
    }
  }

  @Nested
  class May {

    @ParameterizedTest
    @ValueSource(strings = {"a", "w/\"a\"", "\"a", "*, \"a\"", "", ","})
    @DisplayName("A malformed list is ignored by GET and HEAD")
    void malformedOnRead(String ifMatch) {
      assertThat(TestRequest.get().with("If-Match", ifMatch).onTag("\"b\"")).isEqualTo(PERFORM);
      assertThat(TestRequest.of("HEAD").with("If-Match", ifMatch).onTag("\"b\""))
          .isEqualTo(PERFORM);
    }
  }
}
