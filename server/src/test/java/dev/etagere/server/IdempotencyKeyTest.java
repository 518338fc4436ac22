package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Idempotency-Key: a write that is sent again is done once")
@Tag(Stores.EVERY)
class IdempotencyKeyTest {

  private static final String KEY = "Idempotency-Key";

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(RunningServer.options().with(now::get));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("a lost reply is retried to the original tag, even after others have written since")
  void originalTag() {
    String first = server.put("/n/a", "0").etag();
    Reply lost = server.put("/n/a", "1", "If-Match", first, KEY, "\"k\"");
    String others = server.put("/n/a", "2", "If-Match", lost.etag()).etag();

    Reply again = server.put("/n/a", "1", "If-Match", first, KEY, "\"k\"");

    assertThat(again.status()).isEqualTo(lost.status()).isEqualTo(204);
    assertThat(again.etag()).isEqualTo(lost.etag());
    assertThat(again.field("Last-Modified")).isEqualTo(lost.field("Last-Modified"));
    assertThat(server.get("/n/a").etag()).isEqualTo(others);
  }

  @Test
  @DisplayName("a creation is retried to 201 with the same Location and tag")
  void creation() {
    Reply first = server.put("/n/b", "1", "If-None-Match", "*", KEY, "\"k\"");
    Reply again = server.put("/n/b", "1", "If-None-Match", "*", KEY, "\"k\"");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.field("Location")).isEqualTo(first.field("Location"));
    assertThat(again.etag()).isEqualTo(first.etag());
  }

  @Test
  @DisplayName("a deletion is retried to 204")
  void deletion() {
    String tag = server.put("/n/c", "1").etag();

    assertThat(server.send("DELETE", "/n/c", "If-Match", tag, KEY, "\"k\"").status())
        .isEqualTo(204);
    assertThat(server.send("DELETE", "/n/c", "If-Match", tag, KEY, "\"k\"").status())
        .isEqualTo(204);
    assertThat(server.store().newestSequence()).isEqualTo(2);
  }

  @Test
  @DisplayName("without a key, two workers with the same content are never both told 2xx")
  void withoutKey() {
    String tag = server.put("/n/counter", "5").etag();

    assertThat(server.put("/n/counter", "6", "If-Match", tag).status()).isEqualTo(204);
    assertThat(server.put("/n/counter", "6", "If-Match", tag).status()).isEqualTo(412);
  }

  @Test
  @DisplayName("another request under the same key gets 422, whatever differs")
  void reused() {
    String tag = server.put("/n/d", "1").etag();
    server.put("/n/d", "2", "If-Match", tag, KEY, "\"k\"");

    List<Reply> others =
        List.of(
            server.put("/n/d", "3", "If-Match", tag, KEY, "\"k\""),
            server.put("/n/e", "2", "If-Match", tag, KEY, "\"k\""),
            server.put("/n/d", "2", "If-Match", "*", KEY, "\"k\""),
            server.put("/n/d", "2", "If-Match", tag, KEY, "\"k\"", "Content-Type", "text/plain"),
            server.send("DELETE", "/n/d", "If-Match", tag, KEY, "\"k\""));

    assertThat(others).extracting(Reply::status).containsOnly(422);
    assertThat(others).extracting(reply -> reply.problem("error")).containsOnly("key_reused");
  }

  @Test
  @DisplayName("a failed outcome is not kept: the retry is tried anew")
  void failures() {
    String tag = server.put("/n/f", "1").etag();

    assertThat(server.put("/n/f", "2", KEY, "\"k\"").status()).isEqualTo(428);
    assertThat(server.put("/n/f", "2", "If-Match", tag, KEY, "\"k\"").status()).isEqualTo(204);
  }

  @Test
  @DisplayName("another spelling of the same path is the same request")
  void samePath() {
    String tag = server.put("/n/spelled", "1", KEY, "\"k\"").etag();

    assertThat(server.put("/n/%73pelled", "1", KEY, "\"k\"").etag()).isEqualTo(tag);
  }

  @Test
  @DisplayName("a key may be as long as a header")
  void longKeys() {
    String key = "\"" + "k\\\\".repeat(4_000) + "\"";
    String tag = server.put("/n/long", "1", KEY, key).etag();

    assertThat(server.put("/n/long", "1", KEY, key).etag()).isEqualTo(tag).isNotEmpty();
  }

  @Test
  @DisplayName("content that is staged is told apart too")
  void staged() {
    byte[] large = new byte[300_000];
    String tag = server.send("PUT", "/n/g", large, KEY, "\"k\"").etag();
    byte[] other = large.clone();
    other[299_999] = 1;

    assertThat(server.send("PUT", "/n/g", large, KEY, "\"k\"").etag()).isEqualTo(tag);
    assertThat(server.send("PUT", "/n/g", other, KEY, "\"k\"").status()).isEqualTo(422);
  }

  @Test
  @DisplayName("the outcome is known to the next server over the same store")
  void restart() {
    String tag = server.put("/n/h", "1", KEY, "\"k\"").etag();

    try (EtagereServer next = EtagereServer.start(RunningServer.options(), server.store())) {
      java.net.http.HttpRequest request =
          java.net.http.HttpRequest.newBuilder(next.uri().resolve("/n/h"))
              .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("1"))
              .header(KEY, "\"k\"")
              .build();
      java.net.http.HttpResponse<Void> reply =
          java.net.http.HttpClient.newHttpClient()
              .send(request, java.net.http.HttpResponse.BodyHandlers.discarding());
      assertThat(reply.statusCode()).isEqualTo(201);
      assertThat(reply.headers().firstValue("ETag")).contains(tag);
    } catch (IOException | InterruptedException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  @DisplayName("within the retention the retry is known, and after it the key is free")
  void expiry() {
    String first = server.put("/n/i", "1", KEY, "\"k\"").etag();
    now.updateAndGet(time -> time.plus(Duration.ofHours(23)));
    assertThat(server.put("/n/i", "1", KEY, "\"k\"").etag()).isEqualTo(first);

    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));

    assertThat(server.put("/n/i", "1", KEY, "\"k\"").status()).isEqualTo(428);
    assertThat(server.put("/n/i", "other", "If-Match", first, KEY, "\"k\"").status())
        .isEqualTo(204);
  }

  @Test
  @DisplayName("while the first request is running, the second gets 409 busy")
  void busy() throws IOException {
    String current = server.put("/n/j", "1").etag();
    try (Socket slow = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = slow.getOutputStream();
      out.write(
          "PUT /n/j HTTP/1.1\r\nHost: h\r\nIf-Match: *\r\nContent-Length: 2\r\nIdempotency-Key: \"k\"\r\nExpect: 100-continue\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(slow.getInputStream().readNBytes(12))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("HTTP/1.1 100"); // the first is at work now, and waits for its content

      Reply second = server.put("/n/j", "ab", KEY, "\"k\"");

      assertThat(second.status()).isEqualTo(409);
      assertThat(second.problem("reason")).isEqualTo("busy");
      assertThat(second.etag()).isEqualTo(current);
    }
  }

  @Test
  @DisplayName("of two concurrent requests with one key, one writes, and none is told otherwise")
  void concurrent() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 100; round++) {
        String path = "/n/concurrent-" + round;
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Reply> write =
            () -> {
              together.await();
              return server.put(path, "1", KEY, "\"" + path + "\"");
            };
        List<Future<Reply>> replies = threads.invokeAll(List.of(write, write));

        String tag = server.get(path).etag();
        assertThat(tag).startsWith("\"1.");
        for (Future<Reply> reply : replies) {
          assertThat(reply.get().status()).isIn(201, 409);
          assertThat(reply.get().etag())
              .isIn(reply.get().status() == 201 ? List.of(tag) : List.of(tag, ""));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unquoted",
        "\"open",
        "\"\"",
        "\"a\" \"b\"",
        "\"a\", \"b\"",
        "\"\\x\"",
        "42",
        ":YQ==:"
      })
  @DisplayName("400 for what is no string in the sense of structured fields")
  void malformed(String key) {
    assertThat(server.put("/n/k", "1", KEY, key).status()).isEqualTo(400);
    assertThat(server.get("/n/k").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("an escaped quote is part of the key, and parameters are not")
  void escaped() {
    String tag = server.put("/n/l", "1", KEY, "\"a\\\"b\\\\\"").etag();

    assertThat(server.put("/n/l", "1", KEY, "\"a\\\"b\\\\\";p=1").etag()).isEqualTo(tag);
  }
}
