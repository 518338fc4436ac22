package dev.etagere.conditions;

import static dev.etagere.conditions.Decision.FailedCondition.IF_NONE_MATCH;
import static dev.etagere.conditions.TestRequest.NOT_MODIFIED;
import static dev.etagere.conditions.TestRequest.PERFORM;
import static dev.etagere.conditions.TestRequest.failed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13.1.2, If-None-Match. */
class Rfc9110Section13_1_2IfNoneMatchTest {

  private static TestRequest get(String ifNoneMatch) {
    return TestRequest.get().with("If-None-Match", ifNoneMatch);
  }

  private static TestRequest put(String ifNoneMatch) {
    return TestRequest.put().with("If-None-Match", ifNoneMatch);
  }

  @Nested
  class Must {

    @Test
    @DisplayName("A recipient MUST use the weak comparison function")
    void weakComparison() {
      assertThat(get("\"a\"").onTag("\"a\"")).isEqualTo(NOT_MODIFIED);
      assertThat(get("W/\"a\"").onTag("\"a\"")).isEqualTo(NOT_MODIFIED);
      assertThat(get("\"a\"").onTag("W/\"a\"")).isEqualTo(NOT_MODIFIED);
      assertThat(get("W/\"a\"").onTag("W/\"a\"")).isEqualTo(NOT_MODIFIED);
      assertThat(get("\"a\"").onTag("\"b\"")).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("\"*\": false if the origin server has a current representation")
    void asterisk() {
      assertThat(put("*").onTag("\"a\"")).isEqualTo(failed(IF_NONE_MATCH));
      assertThat(put("*").onNoTag()).isEqualTo(failed(IF_NONE_MATCH));
      assertThat(put("*").onNothing()).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("A list: false if one of the tags matches the selected representation")
    void oneOfTheList() {
      assertThat(get("\"a\", \"b\"").onTag("\"b\"")).isEqualTo(NOT_MODIFIED);
      assertThat(get("\"a\"").with("if-none-match", "\"b\"").onTag("\"b\""))
          .isEqualTo(NOT_MODIFIED);
    }

    @Test
    @DisplayName("Otherwise the condition is true: another tag, no tag, no representation")
    void otherwiseTrue() {
      assertThat(put("\"a\"").onTag("\"A\"")).isEqualTo(PERFORM);
      assertThat(put("\"a\"").onNoTag()).isEqualTo(PERFORM);
      assertThat(put("\"a\"").onNothing()).isEqualTo(PERFORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    @DisplayName("If it is false, the server MUST respond with 304 to GET and HEAD")
    void notModified(String method) {
      assertThat(TestRequest.of(method).with("If-None-Match", "\"a\"").onTag("\"a\""))
          .isEqualTo(NOT_MODIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    @DisplayName("If it is false, the server MUST respond with 412 to all other methods")
    void preconditionFailed(String method) {
      assertThat(TestRequest.of(method).with("If-None-Match", "\"a\"").onTag("\"a\""))
          .isEqualTo(failed(IF_NONE_MATCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "w/\"a\"", "\"a", "*, \"a\"", "", ","})
    @DisplayName("A malformed list is never true of a write")
    void malformedOnWrite(String ifNoneMatch) {
      assertThat(put(ifNoneMatch).onTag("\"b\"")).isEqualTo(failed(IF_NONE_MATCH));
      assertThat(put(ifNoneMatch).onNothing()).isEqualTo(failed(IF_NONE_MATCH));
    }
  }

  @Nested
  class May {

    @ParameterizedTest
    @ValueSource(strings = {"a", "w/\"a\"", "\"a", "*, \"a\"", "", ","})
    @DisplayName("A malformed list is ignored by GET and HEAD")
    void malformedOnRead(String ifNoneMatch) {
      assertThat(get(ifNoneMatch).onTag("\"a\"")).isEqualTo(PERFORM);
    }
  }
}
