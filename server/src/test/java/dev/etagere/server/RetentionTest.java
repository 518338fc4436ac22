package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("What nobody needs any longer is dropped in the background")
@Tag(Stores.EVERY)
class RetentionTest {

  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofDays(10_000);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private RunningServer server(Retention retention) {
    return new RunningServer(RunningServer.options().with(now::get).with(retention));
  }

  private static String versions(RunningServer server, int count) {
    String tag = "";
    for (int i = 1; i <= count; i++) {
      Reply reply =
          tag.isEmpty()
              ? server.put("/r/a", "{}", "Content-Type", "application/json")
              : server.put("/r/a", "{}", "Content-Type", "application/json", "If-Match", tag);
      tag = reply.etag();
    }
    return tag;
  }

  private static void awaitThat(BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.onSpinWait();
    }
  }

  private static int kept(Store store) {
    return store.history(new ResourcePath("/r/a"), Long.MAX_VALUE, 100).size();
  }

  @Test
  @DisplayName("by count: the newest are kept, the current one always, and its tag goes on working")
  void byCount() {
    try (RunningServer server = server(new Retention(LONG, 3, LONG, OFTEN))) {
      String tag = versions(server, 10);

      awaitThat(() -> kept(server.store()) == 3);

      assertThat(server.get("/r/a").etag()).isEqualTo(tag);
      assertThat(server.get("/-/versions/r/a?number=7").status()).isEqualTo(410);
      assertThat(server.get("/-/versions/r/a?number=8").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("by age, which counts from when a version was replaced")
  void byAge() {
    Duration week = Duration.ofDays(7);
    try (RunningServer server = server(new Retention(LONG, Integer.MAX_VALUE, week, OFTEN))) {
      String first = server.put("/r/a", "1").etag();
      now.updateAndGet(time -> time.plus(Duration.ofDays(30)));
      String second = server.put("/r/a", "2", "If-Match", first).etag();
      now.updateAndGet(time -> time.plus(Duration.ofDays(6)));
      server.put("/r/a", "3", "If-Match", second);
      assertThat(kept(server.store())).isEqualTo(3);

      now.updateAndGet(time -> time.plus(Duration.ofDays(2)));

      awaitThat(() -> kept(server.store()) == 2);
      assertThat(server.get("/-/versions/r/a?number=2").text()).isEqualTo("2");
    }
  }

  private static int kept(RunningServer server, String path) {
    return server.get("/-/versions" + path).json().path("versions").size();
  }

  private static void write(RunningServer server, String path, int times) {
    server.put(path, "0");
    for (int i = 1; i < times; i++) {
      assertThat(server.put(path, "" + i, "If-Match", "*").status()).isEqualTo(204);
    }
  }

  @Test
  @DisplayName(
      "by the rules of a collection: the longest prefix wins, the server's bounds otherwise")
  void byRules() {
    try (RunningServer server = server(new Retention(LONG, 6, LONG, OFTEN))) {
      server.put("/-/rules/a/", "{\"history\": {\"versions\": 2}}");
      server.put("/-/rules/a/long/", "{\"history\": {\"versions\": 8}}");
      server.put("/-/rules/a/plain/", "{}");
      for (String path : List.of("/a/x", "/a/long/x", "/a/plain/x", "/b/x")) {
        write(server, path, 9);
      }

      awaitThat(() -> kept(server, "/a/x") == 2);
      awaitThat(() -> kept(server, "/a/long/x") == 8);
      awaitThat(() -> kept(server, "/a/plain/x") == 6);
      awaitThat(() -> kept(server, "/b/x") == 6);

      assertThat(server.get("/a/x").text()).isEqualTo("8");
      assertThat(server.get("/-/rules/").json().at("/rules/1/in_force/history/versions").asInt())
          .isEqualTo(8);
    }
  }

  @Test
  @DisplayName(
      "by days in the rules, counted from when a version was replaced; other resources keep all")
  void byDaysInRules() {
    Retention all = new Retention(LONG, Integer.MAX_VALUE, Duration.ofDays(365L * 10_000), OFTEN);
    try (RunningServer server = server(all)) {
      server.put("/-/rules/d/", "{\"history\": {\"days\": 7}}");
      server.put("/-/rules/d/most/", "{\"history\": {\"days\": 9223372036854775807}}");
      for (String path : List.of("/d/x", "/d/most/x", "/e/x")) {
        write(server, path, 3);
      }

      now.updateAndGet(time -> time.plus(Duration.ofDays(6)));
      String tag = server.put("/d/x", "new", "If-Match", "*").etag();
      now.updateAndGet(time -> time.plus(Duration.ofDays(2)));

      awaitThat(() -> kept(server, "/d/x") == 2);
      assertThat(server.get("/d/x").etag()).isEqualTo(tag);
      assertThat(server.get("/-/versions/d/x?number=3").text()).isEqualTo("2");
      assertThat(server.get("/-/versions/d/x?number=2").status()).isEqualTo(410);
      assertThat(kept(server, "/d/most/x")).isEqualTo(3);
      assertThat(kept(server, "/e/x")).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("by rules that come later: what is stored already is dropped too")
  void byLaterRules() {
    try (RunningServer server = server(new Retention(LONG, Integer.MAX_VALUE, LONG, OFTEN))) {
      write(server, "/later/x", 5);
      assertThat(kept(server, "/later/x")).isEqualTo(5);

      server.put("/-/rules/later/", "{\"history\": {\"versions\": 1}}");

      awaitThat(() -> kept(server, "/later/x") == 1);
      assertThat(server.get("/later/x").text()).isEqualTo("4");
    }
  }

  @Test
  @DisplayName("receipts that have expired")
  void receipts() {
    Retention hour = new Retention(Duration.ofHours(1), Integer.MAX_VALUE, LONG, OFTEN);
    try (RunningServer server = server(hour)) {
      String first = server.put("/r/a", "1", "Idempotency-Key", "\"k\"").etag();

      now.updateAndGet(time -> time.plus(Duration.ofHours(2)));

      awaitThat(() -> server.put("/r/a", "1", "Idempotency-Key", "\"k\"").status() == 428);
      assertThat(server.get("/r/a").etag()).isEqualTo(first);
    }
  }
}
