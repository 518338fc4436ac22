package dev.etagere.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.ControlSecret;
import dev.etagere.server.operations.Metrics;
import dev.etagere.storage.InMemoryStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
    "What is sent is told to nobody: not by logs, metrics, traces, problems or the list of refusals")
class SecretsTest {

  private static final String SECRET = "s3cretQ7value9Zk1mN";
  private static final String OPERATOR = "0123456789abcdef0123456789abcdef";
  private static final String ECHO = "\"request_etag\" : .*";
  private static final List<String> METHODS = List.of("GET", "PUT", "PATCH", "POST", "DELETE");

  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Level before = Logger.getLogger("dev.etagere").getLevel();
  private final Handler capture = new Capture();
  private final Spans spans = new Spans();
  private RunningServer server;
  private String token = "";

  /** Everything that is logged, at every level, with its traces. */
  private final class Capture extends Handler {

    @Override
    public void publish(LogRecord line) {
      StringWriter text = new StringWriter();
      text.append(new SimpleFormatter().formatMessage(line));
      if (line.getThrown() != null) {
        line.getThrown().printStackTrace(new PrintWriter(text));
      }
      logged.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() {
    capture.setLevel(Level.ALL);
    root.addHandler(capture);
    Logger.getLogger("dev.etagere").setLevel(Level.ALL);
    server =
        new RunningServer(
            new InMemoryStore(),
            RunningServer.options()
                .observedBy(new Metrics(), logged::add)
                .tracedBy(spans.telemetry())
                .with(new ControlSecret(OPERATOR)));
    server.put("/-/rules/ruled/", RULES, "Content-Type", "application/json");
    token = created("all", "read:/", "write:/");
    send("PUT", "/r/doc", "{\"v\":1}", "Content-Type", "application/json");
    send("PUT", "/ruled/a", "{\"v\":\"" + SECRET + "\"}", "Content-Type", "application/json");
  }

  private static final String RULES =
      """
      {"media_types": ["application/json", "text/plain"], "max_bytes": 200, "unique": ["/v"],
       "schema": {"properties": {"v": {"type": "string", "maxLength": 30}, "w": {"enum": ["a"]}}}}
      """;

  @AfterEach
  void stop() {
    server.close();
    root.removeHandler(capture);
    Logger.getLogger("dev.etagere").setLevel(before);
  }

  private String created(String name, String... allow) {
    String grants = String.join("\",\"", allow);
    return server
        .send(
            "POST",
            "/-/tokens",
            "{\"name\":\"%s\",\"allow\":[\"%s\"]}".formatted(name, grants).getBytes(UTF_8),
            "Authorization",
            "Bearer " + OPERATOR)
        .problem("token");
  }

  /** Sends a request as somebody who may do everything, and keeps its problem document. */
  private Reply send(String method, String path, String content, String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    if (!all.contains("Authorization")) {
      all.addAll(List.of("Authorization", "Bearer " + token));
    }
    String[] lines = all.toArray(String[]::new);
    Reply reply = sent(method, path, content, lines);
    if (reply.status() >= 400) {
      problems.add(reply.text().replaceAll(ECHO, "")); // the contract's: the tag that was sent
      reply.response().headers().map().forEach((name, values) -> problems.add(name + values));
    }
    return reply;
  }

  /** A connection that the server closes behind a refusal may be met by the next request. */
  private Reply sent(String method, String path, String content, String... lines) {
    for (int attempt = 1; ; attempt++) {
      try {
        return content.isEmpty() && method.equals("GET")
            ? server.send(method, path, lines)
            : server.send(method, path, content.getBytes(UTF_8), lines);
      } catch (UncheckedIOException closed) {
        assertThat(attempt).isLessThan(5);
      }
    }
  }

  private void assertNothingTold() {
    assertThat(problems).isNotEmpty();
    String listed =
        server.get("/-/conflicts?limit=1000", "Authorization", "Bearer " + token).text();
    String metrics = server.get("/-/metrics", "Authorization", "Bearer " + token).text();
    assertThat(metrics).contains("etagere_requests");
    assertThat(spans.ended()).isNotEmpty();
    Stream.of(logged.stream(), problems.stream(), spans.told(), Stream.of(listed, metrics))
        .flatMap(lines -> lines)
        .forEach(text ->
            assertThat(text.toLowerCase(Locale.ROOT))
                .doesNotContain(SECRET.toLowerCase(Locale.ROOT))
                .doesNotContain(token.toLowerCase(Locale.ROOT))
                .doesNotContain(OPERATOR));
  }

  @Test
  @DisplayName("in a header field")
  void fields() {
    for (String field :
        List.of(
            "If-Match: \"%s\"",
            "If-Match: W/\"%s\"",
            "If-Match: %s",
            "If-None-Match: \"%s\", x",
            "If-Match: \"7.%s\"",
            "If-Unmodified-Since: %s",
            "If-Modified-Since: %s",
            "Idempotency-Key: \"%s\"",
            "Idempotency-Key: %s",
            "Content-Type: application/%s",
            "Content-Type: %s",
            "Content-Encoding: %s",
            "Content-Digest: sha-256=:%s:",
            "Content-Digest: %s",
            "Want-Repr-Digest: %s",
            "Prefer: %s",
            "Range: bytes=%s",
            "If-Range: \"%s\"",
            "Merge-Base: \"%s\"",
            "Accept: text/%s",
            "Accept-Encoding: %s",
            "Cookie: id=%s",
            "X-Own: %s",
            "Origin: https://%s.example",
            "Request-Id: %s no id",
            "Content-Range: bytes %s",
            "Last-Event-ID: %s",
            "traceparent: 00-%s",
            "tracestate: own=%s",
            "baggage: own=%s",
            "Forwarded: for=%s")) {
      String name = field.substring(0, field.indexOf(':'));
      String value = field.substring(field.indexOf(':') + 2).formatted(SECRET);
      for (String method : METHODS) {
        for (String path : List.of("/r/doc", "/ruled/a", "/r/", "/-/changes", "/-/batch")) {
          send(method, path, "{}", name, value);
        }
      }
    }
    assertNothingTold();
  }

  @Test
  @DisplayName("in credentials, known and unknown")
  void credentials() {
    for (String value : List.of("Bearer %s", "Basic %s", "%s", "bearer  %s x", "Digest a=\"%s\"")) {
      for (String method : METHODS) {
        send(method, "/r/doc", "{}", "Authorization", value.formatted(SECRET));
      }
    }
    send("PUT", "/r/doc", "{}");
    send("PUT", "/-/tokens", "{\"name\":\"" + SECRET + " !\",\"allow\":[\"" + SECRET + "\"]}");
    send("PUT", "/r/doc", "{}", "Authorization", "Bearer " + OPERATOR);
    assertNothingTold();
  }

  @Test
  @DisplayName("in content that is malformed, invalid, not unique, too long or does not merge")
  void content() {
    String json = "application/json";
    String patch = "application/json-patch+json";
    String merge = "application/merge-patch+json";
    String tag = send("GET", "/r/doc", "").etag();
    send("PUT", "/r/doc", "{\"v\": " + SECRET, "Content-Type", json, "If-Match", "*");
    send("PUT", "/r/doc", twice(), "Content-Type", json, "If-Match", "*");
    send("PUT", "/r/doc", "\"" + SECRET, "Content-Type", json, "If-Match", "*");
    send("PUT", "/ruled/a", of("v", SECRET.repeat(2)), "Content-Type", json, "If-Match", "*");
    send("PUT", "/ruled/a", of("w", SECRET), "Content-Type", json, "If-Match", "*");
    send("PUT", "/ruled/b", of("v", SECRET), "Content-Type", json);
    send("PUT", "/ruled/b", SECRET.repeat(20), "Content-Type", "text/plain");
    for (String op :
        List.of(
            "[{\"op\":\"test\",\"path\":\"/v\",\"value\":\"%s\"}]",
            "[{\"op\":\"add\",\"path\":\"/v\",\"value\":\"%s\"",
            "[{\"op\":\"add\",\"path\":\"/x/y\",\"value\":\"%s\"}]")) {
      send("PATCH", "/r/doc", op.formatted(SECRET), "Content-Type", patch, "If-Match", tag);
    }
    send("PATCH", "/r/doc", SECRET, "Content-Type", merge, "If-Match", tag);
    send("POST", "/-/batch", SECRET, "Content-Type", json);
    send("POST", "/-/merge/r/doc", SECRET, "Content-Type", json);
    send("PUT", "/r/doc", of("v", SECRET), "Content-Type", json, "If-Match", tag);
    send("PUT", "/r/doc", of("v", SECRET + 2), "Content-Type", json, "If-Match", tag);
    assertNothingTold();
  }

  private static String of(String name, String value) {
    return "{\"%s\":\"%s\"}".formatted(name, value);
  }

  private static String twice() {
    return "{\"a\":\"%s\",\"a\":\"%s\"}".formatted(SECRET, SECRET);
  }

  @Test
  @DisplayName("in a merge: its values are in the answer to who may read them, and nowhere else")
  void merges() {
    String json = "application/json";
    String tag = send("GET", "/r/doc", "").etag();
    send("PUT", "/r/doc", of("v", SECRET), "Content-Type", json, "If-Match", tag);
    Reply merged =
        send(
            "PUT",
            "/r/doc",
            of("v", "x"),
            "Content-Type",
            json,
            "If-Match",
            tag,
            "Prefer",
            "merge");
    assertThat(merged.text()).contains(SECRET);
    problems.clear();
    send("PUT", "/r/doc", "{}", "Content-Type", json);
    assertNothingTold();
  }

  @Test
  @DisplayName("in a query")
  void queries() {
    for (String query :
        List.of(
            "/r/doc?a=%s",
            "/r/doc?%s",
            "/r/?limit=%s",
            "/r/?cursor=%s",
            "/-/changes?after=%s",
            "/-/changes?prefix=%s",
            "/-/conflicts?limit=%s",
            "/-/versions/r/doc?number=%s",
            "/-/versions/r/doc?etag=%s",
            "/-/versions/r/doc?etag=%%22%s%%22",
            "/-/rules/?x=%s",
            "/-/backup?folder=%s")) {
      for (String method : METHODS) {
        send(method, query.formatted(SECRET), "{}");
      }
    }
    assertNothingTold();
  }

  @Test
  @DisplayName("what is stored, to a caller who may write but not read, by any refusal")
  void writers() {
    String json = "application/json";
    String reader = token;
    String tag = send("PUT", "/ruled/hidden", of("member", "stored"), "Content-Type", json).etag();
    String newer =
        send("PUT", "/ruled/hidden", of("member", "newer"), "Content-Type", json, "If-Match", tag)
            .etag();
    token = created("writer", "write:/");
    problems.clear();
    int refused = 0;
    for (String method : List.of("PUT", "PATCH", "DELETE")) {
      for (String condition :
          List.of(
              "If-Match: " + tag,
              "If-Match: \"1.0000000000000\"",
              "If-Match: W/" + newer,
              "If-None-Match: *",
              "If-None-Match: " + newer,
              "If-Unmodified-Since: Thu, 01 Jan 2015 00:00:00 GMT",
              "X-None: 1",
              "If-Match: " + tag + "\u0000Prefer: merge",
              "If-Match: *\u0000Merge-Base: " + tag)) {
        List<String> fields = new ArrayList<>(List.of("Content-Type", type(method)));
        for (String line : condition.split("\u0000", -1)) {
          fields.addAll(List.of(line.split(": ", 2)));
        }
        String content = of("member", "mine");
        Reply reply = send(method, "/ruled/hidden", content, fields.toArray(String[]::new));
        refused += reply.status() >= 400 ? 1 : 0;
        problems.replaceAll(text -> withoutSent(text, condition));
      }
    }
    send("PUT", "/ruled/other", of("v", SECRET), "Content-Type", json);
    assertThat(refused).isGreaterThan(20);
    assertThat(
            server.get("/-/conflicts", "Authorization", "Bearer " + token).json().path("conflicts"))
        .isEmpty();
    for (String problem : problems) {
      assertThat(problem)
          .doesNotContain("stored", "newer", "/member", "\"all\"", SECRET)
          .doesNotContain("\"current_etag", "modified_by", "\"changed\"", "last_modified")
          .doesNotContain(tag.substring(1, 15), newer.substring(1, 15));
    }
    token = reader;
  }

  /** What the caller itself has sent tells it nothing. */
  private static String withoutSent(String text, String condition) {
    return text.replace(condition.replaceAll(".*\"([^\"]*)\".*", "$1"), "(sent)");
  }

  private static String type(String method) {
    return method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
  }
}
