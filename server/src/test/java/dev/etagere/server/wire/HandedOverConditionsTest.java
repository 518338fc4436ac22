package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Cases;
import dev.etagere.server.RunningServer;
import dev.etagere.server.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Resources always have a strong tag: the few cases with a weak one are for the module that
 * decides. What the tables leave open, or have from a source that deviates, is still no failure.
 */
@DisplayName("The handed-over tables of conditional requests, over a socket")
@Tag(Stores.EVERY)
class HandedOverConditionsTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)([+-][0-9]+)?\\}");
  private static final String CONTENT = "0123456789ABCDEFGHIJ";
  private static final Instant MODIFIED = Instant.parse("2026-11-20T11:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final AtomicLong SECONDS = new AtomicLong();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        new RunningServer(RunningServer.options().with(() -> Instant.ofEpochSecond(SECONDS.get())));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyCase() {
    return Stream.of("go-servecontent", "spring-webrequest", "resteasy-preconditions")
        .flatMap(Cases::of)
        .filter(example -> !example.path("resource").path("etag").asString().equals("weak"))
        .map(example ->
            DynamicTest.dynamicTest(
                example.path("id").asString(), () -> new Case(example, resource(example)).check()));
  }

  /**
   * A resource in the state that a case asks for.
   *
   * @param path where it is
   * @param etag its tag, empty where it is missing
   * @param content its content
   */
  private record Resource(String path, String etag, String content) {}

  /** Stored an hour ago, so that its date names it without doubt. */
  private static Resource resource(JsonNode example) {
    String path = "/conditions/" + COUNT.incrementAndGet();
    JsonNode wanted = example.path("resource");
    SECONDS.set(MODIFIED.getEpochSecond());
    String content = wanted.path("length").asInt(-1) == 0 ? "" : CONTENT;
    String etag =
        wanted.path("state").asString().equals("missing") ? "" : server.put(path, content).etag();
    SECONDS.set(NOW.getEpochSecond());
    return new Resource(path, etag, content);
  }

  /** One case of a table, on a resource of its own. */
  private record Case(JsonNode json, Resource resource) {

    void check() {
      String method = json.path("request").path("method").asString();
      RawReply reply = exchange(method);
      String rfc = json.path("rfc").asString();
      if (rfc.equals("true") || rfc.equals("tolerated")) {
        assertExpected(reply);
      }
      assertThat(reply.status()).isLessThan(500);
      if (reply.status() == 412) {
        assertThat(server.get(resource.path()).etag()).isEqualTo(resource.etag());
      }
    }

    private void assertExpected(RawReply reply) {
      List<Integer> expected =
          Stream.of("status", "also")
              .flatMap(name -> json.path("expect").path(name).valueStream())
              .map(JsonNode::asInt)
              .toList();
      assertThat(expected).contains(reply.status());
      if (reply.status() == 206 && json.path("expect").has("contentRange")) {
        assertThat(reply.field("Content-Range"))
            .isEqualTo(filled(json.path("expect").path("contentRange").asString()));
      }
    }

    private RawReply exchange(String method) {
      String lines =
          json.path("request")
              .path("headers")
              .valueStream()
              .map(line -> line.path(0).asString() + ": " + filled(line.path(1).asString()))
              .map(line -> line + "\r\n")
              .collect(Collectors.joining());
      String content = method.equals("PUT") ? "Content-Length: 3\r\n" : "";
      try (RawConnection connection = new RawConnection(server.port())) {
        connection.send(
            "%s %s HTTP/1.1\r\n%s%s%s%s"
                .formatted(
                    method,
                    resource.path(),
                    lines,
                    content,
                    WireServer.LAST,
                    method.equals("PUT") ? "new" : ""));
        return method.equals("HEAD") ? connection.replyToHead() : connection.reply();
      }
    }

    private String filled(String value) {
      return PLACEHOLDER.matcher(value).replaceAll(match -> Matcher.quoteReplacement(fill(match)));
    }

    private String fill(MatchResult placeholder) {
      long offset = placeholder.group(2) == null ? 0 : Long.parseLong(placeholder.group(2));
      String etag = resource.etag();
      return switch (placeholder.group(1)) {
        case "etag", "strong", "opaque" -> etag;
        case "weak" -> "W/" + etag;
        case "bare" -> etag.substring(1, etag.length() - 1);
        case "upper" -> etag.toUpperCase(Locale.ROOT);
        case "other" -> "\"another\"";
        case "wother" -> "W/\"another\"";
        case "lm" -> date(MODIFIED.plusSeconds(offset));
        case "later" -> date(MODIFIED.plus(Duration.ofMinutes(30)));
        case "earlier" -> date(MODIFIED.minus(Duration.ofMinutes(30)));
        case "len" -> Long.toString(resource.content().length() + offset);
        default -> throw new AssertionError(placeholder.group());
      };
    }

    private static String date(Instant instant) {
      return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .format(ZonedDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
  }
}
