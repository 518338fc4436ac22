package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.etagere.server.RunningServer.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The feed of changes")
@Tag(Stores.EVERY)
class ChangesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int WRITERS = 16;
  private static final int WRITES_EACH = 60;

  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void put(String path) {
    assertThat(server.put(path, "{}", "If-Match", "*").status()).isIn(204, 412);
    assertThat(server.put(path, "{}", "If-None-Match", "*").status()).isIn(201, 412);
  }

  private static List<String> told(JsonNode page) {
    return page.path("changes")
        .valueStream()
        .map(change -> change.path("path").asString() + "@" + change.path("version").asLong())
        .toList();
  }

  /** A connection that listens, as a plain socket: it can be cut at any byte. */
  private final class Listener implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Listener(String query, String lastEventId) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      String resume = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
      String request =
          "GET /-/changes%s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\r\n"
              .formatted(query, resume);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The data of the next event. */
    JsonNode next() throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          return JSON.readTree(line.substring("data: ".length()));
        }
      }
      throw new IOException("the stream ended");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  @DisplayName("pages tell every version once, in order, and read on behind a cursor")
  void pages() {
    put("/a/x");
    put("/b/y");
    server.put("/a/x", "[]", "If-Match", "*");
    server.send("DELETE", "/a/x", "If-Match", "*");

    JsonNode all = server.get("/-/changes").json();
    JsonNode first = server.get("/-/changes?prefix=/a/&limit=1").json();
    JsonNode rest =
        server.get("/-/changes?prefix=/a/&after=" + first.path("next").asString()).json();

    assertThat(told(all)).containsExactly("/a/x@1", "/b/y@1", "/a/x@2", "/a/x@3");
    assertThat(told(first)).containsExactly("/a/x@1");
    assertThat(told(rest)).containsExactly("/a/x@2", "/a/x@3");
    JsonNode last = all.path("changes").path(3);
    assertThat(last.path("kind").asString()).isEqualTo("deleted");
    assertThat(last.path("etag").asString()).startsWith("\"3.");
    assertThat(last.path("cursor").asString()).isEqualTo(all.path("next").asString());
    assertThat(server.get("/-/changes?limit=2").field("Link")).contains("rel=\"next\"");
  }

  @Test
  @DisplayName("now begins with what comes next, now-2 with the newest two of the store")
  void beginsAtTheEnd() {
    put("/a/x");
    put("/b/y");
    put("/c/z");

    JsonNode now = server.get("/-/changes?after=now").json();
    put("/d/w");

    assertThat(told(now)).isEmpty();
    assertThat(told(server.get("/-/changes?after=" + now.path("next").asString()).json()))
        .containsExactly("/d/w@1");
    assertThat(told(server.get("/-/changes?after=now-2").json()))
        .containsExactly("/c/z@1", "/d/w@1");
    assertThat(told(server.get("/-/changes?after=now-999999999").json())).hasSize(4);
    assertThat(server.get("/-/changes?after=now-").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("a cursor that is none is 400, one beyond the newest change is 410")
  void refusesForeignCursors() {
    assertThat(server.get("/-/changes?after=x!").status()).isEqualTo(400);
    assertThat(server.get("/-/changes?after=czzz").status()).isEqualTo(410);
  }

  @Test
  @Timeout(180)
  @DisplayName("a listener gets what was, and then what comes, as it is committed")
  void streams() throws IOException {
    put("/live/x");
    try (Listener listener = new Listener("?prefix=/live/", "")) {
      JsonNode first = listener.next();
      server.put("/other", "{}");
      server.put("/live/x", "[]", "If-Match", "*");
      JsonNode second = listener.next();

      assertThat(first.path("version").asLong()).isEqualTo(1);
      assertThat(second.path("version").asLong()).isEqualTo(2);
      try (Listener resumed = new Listener("", first.path("cursor").asString())) {
        assertThat(resumed.next().path("path").asString()).isEqualTo("/other");
        assertThat(resumed.next()).isEqualTo(second);
      }
    }
  }

  @Test
  @Timeout(300)
  @DisplayName(
      "a consumer killed and restarted at random while 16 writers write sees each version once, in order")
  void survivesKills() throws Exception {
    long seed = Long.getLong("etagere.seed", System.nanoTime());
    System.out.println("etagere.seed=" + seed);
    Random random = new Random(seed);
    Map<String, Long> newest = new HashMap<>();
    int seen = 0;
    String cursor = "";
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String path = "/w/" + writer % 8;
        running.add(
            writers.submit(() -> {
              for (int i = 0; i < WRITES_EACH; i++) {
                assertThat(write(path).status()).isIn(201, 204);
              }
            }));
      }
      while (seen < WRITERS * WRITES_EACH) {
        try (Listener consumer = new Listener("", cursor)) {
          for (int until = seen + 1 + random.nextInt(100);
              seen < until && seen < WRITERS * WRITES_EACH;
              seen++) {
            JsonNode change = consumer.next();
            long version = change.path("version").asLong();
            String path = change.path("path").asString();
            assertThat(version).as(path).isEqualTo(newest.getOrDefault(path, 0L) + 1);
            newest.put(path, version);
            cursor = change.path("cursor").asString();
          }
        }
      }
      for (Future<?> writer : running) {
        assertThatNoException().isThrownBy(writer::get);
      }
    }
    assertThat(newest)
        .hasSize(8)
        .allSatisfy((path, version) -> assertThat(version).isEqualTo(2L * WRITES_EACH));
    assertThat(told(server.get("/-/changes?after=" + cursor).json())).isEmpty();
  }

  private Reply write(String path) {
    Reply created = server.put(path, "{}", "If-None-Match", "*");
    return created.status() == 201 ? created : server.put(path, "{}", "If-Match", "*");
  }

  @Test
  @Tag("long")
  @Timeout(300)
  @DisplayName(
      "1,000 idle listeners hold no platform thread, and a reader that takes nothing holds up no writer")
  void costsLittle() throws Exception {
    List<Listener> listeners = new ArrayList<>();
    int threads = Thread.activeCount();
    long before = usedBytes();
    for (int i = 0; i < 1_000; i++) {
      listeners.add(new Listener("", ""));
    }
    put("/live/x");
    for (Listener listener : listeners) {
      listener.next();
    }
    long after = usedBytes();
    System.out.printf(
        "1,000 listeners: %d more platform threads, %,d bytes of heap each, the client's buffers included%n",
        Thread.activeCount() - threads, (after - before) / 1_000);
    assertThat(Thread.activeCount() - threads).isLessThan(20);

    for (int i = 0; i < 2_000; i++) {
      assertThat(server.put("/live/x", "{}", "If-Match", "*").status()).isEqualTo(204);
    }
    for (Listener listener : listeners) {
      listener.close();
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
