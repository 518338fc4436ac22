package dev.etagere.conditions;

import static dev.etagere.conditions.Decision.FailedCondition.IF_MATCH;
import static dev.etagere.conditions.Decision.FailedCondition.IF_NONE_MATCH;
import static dev.etagere.conditions.Decision.FailedCondition.IF_UNMODIFIED_SINCE;
import static dev.etagere.conditions.TestRequest.MODIFIED;
import static dev.etagere.conditions.TestRequest.NOT_MODIFIED;
import static dev.etagere.conditions.TestRequest.PERFORM;
import static dev.etagere.conditions.TestRequest.failed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9110 §13.2.2, Precedence of Preconditions. */
class Rfc9110Section13_2_2PrecedenceTest {

  private static final String ABSENT = "absent";

  @Nested
  class Must {

    private static final Instant EARLIER = MODIFIED.minusSeconds(1);

    @Test
    @DisplayName("Step 1: If-Match is evaluated first")
    void step1() {
      assertThat(
              TestRequest.get()
                  .with("If-None-Match", "\"current\"")
                  .with("If-Match", "\"other\"")
                  .onDate())
          .isEqualTo(failed(IF_MATCH));
    }

    @Test
    @DisplayName("Step 2: If-Unmodified-Since is evaluated where there is no If-Match")
    void step2() {
      TestRequest get =
          TestRequest.get()
              .with("If-Unmodified-Since", EARLIER)
              .with("If-None-Match", "\"current\"");
      assertThat(get.onDate()).isEqualTo(failed(IF_UNMODIFIED_SINCE));
      assertThat(get.with("If-Match", "\"current\"").onDate()).isEqualTo(NOT_MODIFIED);
    }

    @Test
    @DisplayName("Step 3: If-None-Match is evaluated after them: 304 or 412")
    void step3() {
      TestRequest get =
          TestRequest.get().with("If-Match", "*").with("If-None-Match", "\"current\"");
      TestRequest put =
          TestRequest.put().with("If-Match", "*").with("If-None-Match", "\"current\"");
      assertThat(get.onDate()).isEqualTo(NOT_MODIFIED);
      assertThat(put.onDate()).isEqualTo(failed(IF_NONE_MATCH));
    }

    @Test
    @DisplayName("Step 4: If-Modified-Since is evaluated where there is no If-None-Match")
    void step4() {
      TestRequest get =
          TestRequest.get()
              .with("If-Unmodified-Since", MODIFIED)
              .with("If-Modified-Since", MODIFIED);
      assertThat(get.onDate()).isEqualTo(NOT_MODIFIED);
      assertThat(get.with("If-None-Match", "\"other\"").onDate()).isEqualTo(PERFORM);
    }

    @Test
    @DisplayName("Step 6: otherwise the method is performed")
    void step6() {
      assertThat(TestRequest.get().onDate()).isEqualTo(PERFORM);
      assertThat(TestRequest.put().onDate()).isEqualTo(PERFORM);
    }
  }

  /**
   * Every combination of method, five fields, requirement and state, against a second evaluator.
   */
  @Nested
  class Exhaustive {

    private static final List<String> TAGS =
        List.of(
            ABSENT,
            "*",
            "\"current\"",
            "W/\"current\"",
            "\"other\"",
            "\"other\", \"current\"",
            "current");
    private static final List<String> DATES =
        List.of(
            ABSENT,
            HttpDate.format(MODIFIED.minusSeconds(1)),
            HttpDate.format(MODIFIED),
            HttpDate.format(MODIFIED.plusSeconds(1)),
            "yesterday");
    private static final List<String> RANGES =
        List.of(
            ABSENT,
            "\"current\"",
            "W/\"current\"",
            HttpDate.format(MODIFIED),
            HttpDate.format(MODIFIED.plusSeconds(1)));

    static Stream<Arguments> methodsAndStates() {
      return Stream.of("GET", "HEAD", "PUT", "DELETE")
          .flatMap(method -> State.all().stream().map(state -> Arguments.of(method, state)));
    }

    @ParameterizedTest
    @MethodSource("methodsAndStates")
    @DisplayName("The decision is that of a second evaluator, written from the text of §13.2.2")
    void agrees(String method, State state) {
      List<String> deviations = new ArrayList<>();
      List<TestRequest> requests = requests(method);
      for (TestRequest request : requests) {
        String expected = state.naively(request);
        String actual = state.decided(request);
        if (!expected.equals(actual)) {
          deviations.add("%s: expected %s but was %s".formatted(request, expected, actual));
        }
      }
      assertThat(requests).hasSizeGreaterThanOrEqualTo(6_125);
      assertThat(deviations).isEmpty();
    }

    private static List<TestRequest> requests(String method) {
      List<TestRequest> requests = List.of(TestRequest.of(method));
      requests = with(requests, "If-Match", TAGS);
      requests = with(requests, "If-None-Match", TAGS);
      requests = with(requests, "If-Modified-Since", DATES);
      requests = with(requests, "If-Unmodified-Since", DATES);
      requests = with(requests, "If-Range", RANGES);
      return method.equals("PUT") ? requiring(requests) : requests;
    }

    private static List<TestRequest> with(
        List<TestRequest> requests, String name, List<String> values) {
      return requests.stream()
          .flatMap(request ->
              values.stream()
                  .map(value -> value.equals(ABSENT) ? request : request.with(name, value)))
          .toList();
    }

    private static List<TestRequest> requiring(List<TestRequest> requests) {
      return Stream.of(Requirement.values())
          .flatMap(required -> requests.stream().map(request -> request.requiring(required)))
          .toList();
    }
  }

  /** The state of the resource; the tag is empty if it has none. */
  record State(boolean exists, String tag, Optional<Instant> date, boolean sharesSecond) {

    static List<State> all() {
      Optional<Instant> date = Optional.of(MODIFIED);
      return List.of(
          new State(false, "", Optional.empty(), false),
          new State(true, "\"current\"", date, false),
          new State(true, "\"current\"", date, true),
          new State(true, "W/\"current\"", date, false),
          new State(true, "", date, false),
          new State(true, "\"current\"", Optional.empty(), false),
          new State(true, "", Optional.empty(), false));
    }

    String naively(TestRequest request) {
      Map<String, String> fields = new HashMap<>();
      request.fieldLines().forEach(line -> fields.put(line.name(), line.value()));
      return new NaiveEvaluator(
              request.method(),
              fields,
              request.required().name(),
              exists,
              tag,
              date.map(at -> at.truncatedTo(ChronoUnit.SECONDS)),
              sharesSecond)
          .answer();
    }

    String decided(TestRequest request) {
      Representation selected =
          exists ? TestRequest.some(tag, date, sharesSecond) : new Representation.None();
      Decision decision = request.on(selected);
      return decision.equals(PERFORM) ? performed(request, selected) : text(decision);
    }

    private static String performed(TestRequest request, Representation selected) {
      List<String> lines = request.lines("If-Range");
      return request.method().equals("GET")
              && !lines.isEmpty()
              && IfRange.parse(lines, TestRequest.NOW).holds(selected.validators())
          ? "206"
          : "200";
    }

    private static String text(Decision decision) {
      if (decision instanceof Decision.PreconditionFailed failed) {
        return switch (failed.condition()) {
          case IF_MATCH -> "412 If-Match";
          case IF_NONE_MATCH -> "412 If-None-Match";
          case IF_UNMODIFIED_SINCE -> "412 If-Unmodified-Since";
          case AMBIGUOUS_DATE -> "412 ambiguous";
        };
      }
      if (decision instanceof Decision.PreconditionRequired required) {
        return switch (required.why()) {
          case MISSING -> "428 missing";
          case WILDCARD -> "428 wildcard";
        };
      }
      return "304";
    }
  }
}
