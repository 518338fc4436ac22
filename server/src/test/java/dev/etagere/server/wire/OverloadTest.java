package dev.etagere.server.wire;

import static dev.etagere.server.wire.WireServer.LAST;
import static dev.etagere.server.wire.WireServer.MORE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Slow and many clients do not stop the others")
class OverloadTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(400);

  /** Longer than a client on a busy machine that means to go on is silent. */
  private static final Duration FAIR = Duration.ofSeconds(4);

  private static WireServer server(Duration patience, int connections, int requests) {
    return new WireServer(
        new Limits(16_384, 8_192, 64 << 20, LONG, patience, connections, requests));
  }

  /** Sends a byte now and then, for as long as the server takes it and says nothing. */
  private static void drip(RawConnection connection, String bytes) {
    for (int i = 0; !connection.hasNews(); i++) {
      connection.send(bytes.substring(i % bytes.length(), i % bytes.length() + 1));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET / HTTP/1.1\r\nHost: a\r\nX: "})
  @DisplayName("a header that drips in ends the connection, though that is never silent")
  void drippingHeader(String start) {
    try (WireServer server = server(SHORT, 100, 100);
        RawConnection connection = server.connect().send(start)) {
      drip(connection, start.isEmpty() ? "GET / HTTP/1.1\r\nX: " + "x".repeat(2_000) : "x");

      assertThat(connection.all()).matches("(?s)|HTTP/1\\.1 400 .*"); // 400: half a line end
    }
  }

  @Test
  @DisplayName(
      "the deadline is each header's own: a connection that is kept may be used for longer")
  void keptConnection() {
    try (WireServer server = server(FAIR, 100, 100);
        RawConnection connection = server.connect()) {
      long end = System.nanoTime() + FAIR.toNanos() + FAIR.toNanos() / 3;
      while (System.nanoTime() < end) {
        connection.send("GET /-/health/live HTTP/1.1\r\n" + MORE);
        assertThat(connection.reply().status()).isEqualTo(200);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  @Test
  @DisplayName("content that drips in ends with 408, and nothing is stored")
  void drippingContent() {
    try (WireServer server = server(SHORT, 100, 100);
        RawConnection connection = server.connect()) {
      connection.send("PUT /drip HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
      drip(connection, "x");

      assertThat(connection.reply().isRefusal().status()).isEqualTo(408);
      server.assertNothingAt("/drip");
    }
  }

  @Test
  @DisplayName("a reader that takes a byte now and then is given up, and its room with it")
  void drippingReader() {
    Limits limits = new Limits(16_384, 8_192, 64 << 20, FAIR, LONG, 100, 1);
    try (WireServer server = new WireServer(limits)) {
      server.stored("/small", "text");
      server.stored("/large", "x".repeat(32 << 20));
      try (RawConnection reader = server.connect().send("GET /large HTTP/1.1\r\n" + MORE)) {
        reader.hasBegun();
        assertThat(server.get("/small").isProblem().status()).isEqualTo(503);

        RawReply small = server.get("/small");
        for (long end = System.nanoTime() + LONG.toNanos();
            small.status() == 503 && System.nanoTime() < end;
            small = server.get("/small")) {
          reader.take();
        }
        assertThat(small.text()).isEqualTo("text");
      }
    }
  }

  @Test
  @DisplayName("writes that fill their room get 503 with Retry-After; reads and health go on")
  void slowWriters() {
    try (WireServer server = server(LONG, 100, 3)) {
      server.stored("/there", "text");
      List<RawConnection> slow = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        slow.add(
            server
                .connect()
                .send(
                    "PUT /slow/%d HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
                        .formatted(i)));
        slow.getLast().isToldToContinue();
      }

      RawReply refused = server.exchange(WireServer.put("/slow/more", "x"));
      assertThat(refused.isProblem().status()).isEqualTo(503);
      assertThat(refused.field("Retry-After")).isEqualTo("1");
      assertThat(server.get("/there").text()).isEqualTo("text");
      assertThat(server.get("/-/health/ready").status()).isEqualTo(200);

      for (RawConnection connection : slow) {
        assertThat(connection.send("abc").reply().status()).isEqualTo(201);
        connection.close();
      }
      assertThat(server.get("/slow/2").text()).isEqualTo("abc");
      server.stored("/slow/more", "x");
    }
  }

  @Test
  @DisplayName("readers that take nothing fill the room of reads; writes and health go on")
  void slowReaders() {
    try (WireServer server = server(LONG, 100, 3)) {
      server.stored("/large", "x".repeat(32 << 20));
      List<RawConnection> slow = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        slow.add(server.connect().send("GET /large HTTP/1.1\r\n" + MORE));
        slow.getLast().hasBegun();
      }

      assertThat(server.get("/there").isProblem().status()).isEqualTo(503);
      assertThat(server.get("/-/health/live").status()).isEqualTo(200);
      server.stored("/there", "text");

      slow.forEach(RawConnection::close);
      assertThat(server.eventually("GET /there HTTP/1.1\r\n" + LAST, 200).text()).isEqualTo("text");
    }
  }

  @Test
  @DisplayName("beyond the cap connections wait, and are served when others go")
  void connections() {
    try (WireServer server = server(LONG, 3, 100)) {
      List<RawConnection> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        open.add(server.connect().send("GET /-/health/live HTTP/1.1\r\n" + MORE));
        assertThat(open.getLast().reply().status()).isEqualTo(200);
      }
      try (RawConnection waiting =
          server.connect().send("GET /-/health/live HTTP/1.1\r\n" + LAST)) {
        assertThat(waiting.hasNews()).isFalse();
        open.forEach(RawConnection::close);
        assertThat(waiting.reply().status()).isEqualTo(200);
      }
    }
  }
}
