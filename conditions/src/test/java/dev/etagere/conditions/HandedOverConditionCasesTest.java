package dev.etagere.conditions;

import static dev.etagere.conditions.TestRequest.MODIFIED;
import static dev.etagere.conditions.TestRequest.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Cases of three public test suites: all that RFC 9110 rules or tolerates. What the ranges
 * themselves come to is not this module's: of a request with Range only If-Range counts.
 */
class HandedOverConditionCasesTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)([+-][0-9]+)?\\}");
  private static final long LENGTH = 10;

  @ParameterizedTest
  @ValueSource(strings = {"go-servecontent", "spring-webrequest", "resteasy-preconditions"})
  @DisplayName("Every case of the table is decided as it expects")
  void table(String table) {
    List<Case> cases =
        Cases.of(table).filter(HandedOverConditionCasesTest::isRule).map(Case::new).toList();

    assertThat(cases).hasSizeGreaterThan(20);
    assertThat(cases).allSatisfy(example -> example.isAsExpected());
  }

  private static boolean isRule(JsonNode example) {
    String rfc = example.path("rfc").asString();
    return rfc.equals("true") || rfc.equals("tolerated");
  }

  /** One case of a table. */
  private record Case(JsonNode json) {

    void isAsExpected() {
      List<Integer> expected =
          Stream.of("status", "also")
              .flatMap(name -> json.path("expect").path(name).valueStream())
              .map(JsonNode::asInt)
              .toList();
      assertThat(statuses().boxed()).as(json.path("id").asString()).containsAnyElementsOf(expected);
    }

    /** The statuses that the decision allows; what a range comes to is left open. */
    private IntStream statuses() {
      TestRequest request = request();
      Decision decision = request.on(selected());
      if (!decision.equals(TestRequest.PERFORM)) {
        return IntStream.of(decision.equals(TestRequest.NOT_MODIFIED) ? 304 : 412);
      }
      return sendsRange(request) ? IntStream.of(206, 416) : IntStream.of(200, 204);
    }

    private boolean sendsRange(TestRequest request) {
      List<String> ifRange = request.lines("If-Range");
      return request.method().equals("GET")
          && !request.lines("Range").isEmpty()
          && (ifRange.isEmpty() || IfRange.parse(ifRange, NOW).holds(selected().validators()));
    }

    private TestRequest request() {
      TestRequest request = TestRequest.of(json.path("request").path("method").asString());
      for (JsonNode line : json.path("request").path("headers").values()) {
        request = request.with(line.path(0).asString(), filled(line.path(1).asString()));
      }
      return request;
    }

    private Representation selected() {
      return json.path("resource").path("state").asString().equals("missing")
          ? new Representation.None()
          : TestRequest.some(tag(), Optional.of(MODIFIED), false);
    }

    private String tag() {
      return switch (json.path("resource").path("etag").asString()) {
        case "weak" -> "W/\"Opaque\"";
        case "none" -> "";
        default -> "\"Opaque\"";
      };
    }

    private String filled(String value) {
      return PLACEHOLDER.matcher(value).replaceAll(match -> Matcher.quoteReplacement(fill(match)));
    }

    private String fill(MatchResult placeholder) {
      long offset = placeholder.group(2) == null ? 0 : Long.parseLong(placeholder.group(2));
      return switch (placeholder.group(1)) {
        case "lm" -> HttpDate.format(MODIFIED.plusSeconds(offset));
        case "later" -> HttpDate.format(MODIFIED.plus(1, ChronoUnit.HOURS));
        case "earlier" -> HttpDate.format(MODIFIED.minus(1, ChronoUnit.HOURS));
        case "len" -> Long.toString(LENGTH + offset);
        default -> Optional.ofNullable(tags().get(placeholder.group(1))).orElseThrow();
      };
    }

    private Map<String, String> tags() {
      return Map.of(
          "etag", tag(),
          "strong", "\"Opaque\"",
          "opaque", "\"Opaque\"",
          "weak", "W/\"Opaque\"",
          "bare", "Opaque",
          "other", "\"another\"",
          "wother", "W/\"another\"",
          "upper", "\"OPAQUE\"");
    }
  }
}
