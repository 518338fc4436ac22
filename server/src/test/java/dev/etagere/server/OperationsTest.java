package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.operations.Metrics;
import dev.etagere.storage.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Operations: what is counted and logged, and what is not")
class OperationsTest {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private RunningServer server;

  @BeforeEach
  void start() {
    server =
        new RunningServer(
            new InMemoryStore(), RunningServer.options().observedBy(new Metrics(), lines::add));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("each refused write is one line: who, what, which tags, why")
  void line() {
    String old = server.put("/notes/1", "a").etag();
    String current = server.put("/notes/1", "b", "If-Match", old).etag();

    Reply refused = server.put("/notes/1", "c", "If-Match", old, "User-Agent", "agent/1");

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("\"request_id\":\"" + refused.field("Request-Id") + "\"")
        .contains(
            "\"method\":\"PUT\"", "\"path\":\"/notes/1\"", "\"status\":412", "\"reason\":\"stale\"")
        .contains("\"request_etag\":\"" + old.replace("\"", "\\\"") + "\"")
        .contains("\"current_etag\":\"" + current.replace("\"", "\\\"") + "\"")
        .contains("\"user_agent\":\"agent/1\"");
  }

  @Test
  @DisplayName("the newest refused writes are listed newest first, by path, reason and caller")
  void listed() {
    server.put("/notes/1", "a");
    server.put("/notes/1", "b");
    server.put("/notes/1", "b", "If-Match", "\"nothing\"");

    assertThat(reasons("")).containsExactly("unknown", "missing");
    assertThat(reasons("?reason=missing")).containsExactly("missing");
    assertThat(reasons("?path=/other/")).isEmpty();
    assertThat(reasons("?caller=nobody")).isEmpty();
    assertThat(server.get("/-/conflicts?limit=many").status()).isEqualTo(400);
  }

  private List<String> reasons(String query) {
    return server
        .get("/-/conflicts" + query)
        .json()
        .path("conflicts")
        .valueStream()
        .map(entry -> entry.path("reason").asString())
        .toList();
  }

  @Test
  @DisplayName("refused writes are listed up to a number and an age that are settings")
  void forgotten() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    AtomicReference<Instant> now = new AtomicReference<>(noon);
    Retention usual = Retention.DEFAULT;
    Retention brief =
        new Retention(
            usual.receipts(),
            usual.versions(),
            usual.age(),
            usual.sweep(),
            new ConflictRetention(2, Duration.ofDays(1), ConflictRetention.LEAST_BYTES));
    server.close();
    server =
        new RunningServer(new InMemoryStore(), RunningServer.options().with(now::get).with(brief));
    server.put("/notes/1", "a");
    server.put("/notes/1", "b", "If-Match", "\"nothing\"");
    server.put("/notes/1", "b", "If-None-Match", "*");
    server.put("/notes/1", "b");
    assertThat(reasons("")).containsExactly("missing", "exists");

    now.set(noon.plus(Duration.ofDays(2)));
    assertThat(reasons("")).isEmpty();
  }

  @Test
  @DisplayName("writes are counted by outcome and reason, requests by method and status")
  void metrics() {
    server.put("/notes/1", "a");
    server.put("/notes/1", "b");

    assertThat(server.get("/-/metrics").text())
        .contains("etagere_writes_total{error=\"none\",reason=\"none\"} 1.0")
        .contains("etagere_writes_total{error=\"precondition_required\",reason=\"missing\"} 1.0")
        .contains("etagere_requests_seconds_count{method=\"PUT\",status=\"201\"} 1");
  }

  @Test
  @DisplayName("the resources that are fought over most are named, and no more than twenty")
  void contended() {
    for (int i = 0; i < 40; i++) {
      server.put("/hot/" + i, "a");
      server.put("/hot/" + i, "b", "If-Match", "\"stale\"");
    }
    server.put("/hot/7", "b", "If-Match", "\"stale\"");

    String metrics = server.get("/-/metrics").text();
    assertThat(metrics).contains("etagere_resources_contended{path=\"/hot/7\"} 2.0");
    assertThat(metrics.lines().filter(line -> line.startsWith("etagere_resources_contended{")))
        .hasSize(20);
  }

  @Test
  @DisplayName("writes without a condition that the rules let through are counted by caller")
  void unconditional() {
    server.put(
        "/-/rules/loose/", "{\"enforcement\": \"observe\"}", "Content-Type", "application/json");
    server.put("/loose/a", "1");
    server.put("/loose/a", "2");

    assertThat(server.get("/-/metrics").text())
        .contains("etagere_writes_unconditional_total{caller=\"anonymous\"} 1.0");
  }

  @Test
  @DisplayName("no secret that a request carries appears in a log line, a problem or the metrics")
  void secrets() {
    String secret = "s3cr3t-value";
    server.put("/notes/1", "a");

    String problem =
        server
            .put(
                "/notes/1?token=" + secret,
                secret,
                "Authorization",
                "Bearer " + secret,
                "Cookie",
                secret,
                "Content-Type",
                "text/plain")
            .text();

    assertThat(problem).doesNotContain(secret);
    assertThat(lines).noneMatch(line -> line.contains(secret));
    assertThat(server.get("/-/metrics").text()).doesNotContain(secret);
    assertThat(server.get("/-/conflicts").text()).doesNotContain(secret);
  }
}
