package dev.etagere.conditions;

import static dev.etagere.conditions.Decision.FailedCondition.AMBIGUOUS_DATE;
import static dev.etagere.conditions.Decision.FailedCondition.IF_MATCH;
import static dev.etagere.conditions.Decision.FailedCondition.IF_NONE_MATCH;
import static dev.etagere.conditions.TestRequest.MODIFIED;
import static dev.etagere.conditions.TestRequest.PERFORM;
import static dev.etagere.conditions.TestRequest.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.conditions.Decision.PreconditionRequired;
import dev.etagere.conditions.Decision.PreconditionRequired.Why;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6585 §3, 428 Precondition Required. */
class Rfc6585Section3PreconditionRequiredTest {

  private static final Decision MISSING = new PreconditionRequired(Why.MISSING);
  private static final Decision WILDCARD = new PreconditionRequired(Why.WILDCARD);

  private static TestRequest put(Requirement required) {
    return TestRequest.put().requiring(required);
  }

  @Nested
  class May {

    @Test
    @DisplayName("The origin server requires the request to be conditional")
    void missing() {
      assertThat(put(Requirement.NONE).onDate()).isEqualTo(PERFORM);
      assertThat(put(Requirement.CONDITION).onDate()).isEqualTo(MISSING);
      assertThat(put(Requirement.VERSION).onDate()).isEqualTo(MISSING);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A write that creates needs no condition")
    void creation(Requirement required) {
      assertThat(put(required).onNothing()).isEqualTo(PERFORM);
      assertThat(put(required).with("If-None-Match", "*").onNothing()).isEqualTo(PERFORM);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A tag in If-Match, or a date in If-Unmodified-Since, meets every requirement")
    void version(Requirement required) {
      assertThat(put(required).with("If-Match", "\"current\"").onDate()).isEqualTo(PERFORM);
      assertThat(put(required).with("If-Unmodified-Since", MODIFIED).onDate()).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("If-Match: * is a condition and names no version")
    void wildcard() {
      assertThat(put(Requirement.CONDITION).with("If-Match", "*").onDate()).isEqualTo(PERFORM);
      assertThat(put(Requirement.VERSION).with("If-Match", "*").onDate()).isEqualTo(WILDCARD);
      assertThat(put(Requirement.VERSION).with("If-Match", "*").onNoTag()).isEqualTo(WILDCARD);
    }

    @Test
    @DisplayName("A date beside If-Match: * is ignored and names no version either")
    void wildcardAndDate() {
      TestRequest put = put(Requirement.VERSION).with("If-Match", "*");
      assertThat(put.with("If-Unmodified-Since", MODIFIED).onDate()).isEqualTo(WILDCARD);
    }

    @Test
    @DisplayName("If-None-Match is a condition and names only what the version is not")
    void ifNoneMatch() {
      assertThat(put(Requirement.CONDITION).with("If-None-Match", "\"other\"").onDate())
          .isEqualTo(PERFORM);
      assertThat(put(Requirement.VERSION).with("If-None-Match", "\"other\"").onDate())
          .isEqualTo(MISSING);
    }

    @Test
    @DisplayName("What is ignored is no condition: a date that is invalid, or has no counterpart")
    void ignored() {
      TestRequest put = put(Requirement.CONDITION);
      assertThat(put.with("If-Unmodified-Since", "yesterday").onDate()).isEqualTo(MISSING);
      assertThat(put.with("If-Unmodified-Since", MODIFIED).onNoDate()).isEqualTo(MISSING);
      assertThat(put.with("If-Modified-Since", MODIFIED.minusSeconds(9)).onDate())
          .isEqualTo(MISSING);
    }

    @Test
    @DisplayName("A false condition is told before a missing one")
    void falseFirst() {
      TestRequest put = put(Requirement.VERSION);
      assertThat(put.with("If-Match", "\"other\"").onDate()).isEqualTo(failed(IF_MATCH));
      assertThat(put.with("If-None-Match", "*").onDate()).isEqualTo(failed(IF_NONE_MATCH));
      assertThat(put.with("If-Unmodified-Since", MODIFIED).onSharedDate())
          .isEqualTo(failed(AMBIGUOUS_DATE));
    }
  }
}
