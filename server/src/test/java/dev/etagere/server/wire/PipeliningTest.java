package dev.etagere.server.wire;

import static dev.etagere.server.wire.WireServer.LAST;
import static dev.etagere.server.wire.WireServer.MORE;
import static dev.etagere.server.wire.WireServer.put;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Several requests on one connection, sent without waiting")
class PipeliningTest {

  private static WireServer server;

  @BeforeAll
  static void start() {
    server = new WireServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("are answered in their order, each by its own content")
  void inOrder() {
    server.stored("/p/a", "text");
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      requests
          .append(put("/p/order/" + i, "content " + i))
          .append("GET /p/order/" + i + " HTTP/1.1\r\n")
          .append(MORE);
    }
    try (RawConnection connection = server.connect().send(requests.toString())) {
      for (int i = 0; i < 100; i++) {
        assertThat(connection.reply().status()).isEqualTo(201);
        assertThat(connection.reply().text()).isEqualTo("content " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /p/none HTTP/1.1\r\nHost: a\r\nIf-Match: \"x\"\r\nContent-Length: 3\r\n\r\nabc",
        "PUT /p/none HTTP/1.1\r\nHost: a\r\nIf-Match: x\r\nContent-Length: 3\r\n\r\nabc",
        "PATCH /p/none HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Length: 3\r\n\r\nabc",
        "PATCH /p/none HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "PUT //p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
        "POST /p/none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
        "DELETE /p/none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
        "GET /p/none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
        "PUT /p/none HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n{{{"
      })
  @DisplayName("a refused request takes its content with it: the next one is performed as sent")
  void afterRefusal(String refused) {
    String path = "/p/after/" + Integer.toHexString(refused.hashCode());
    try (RawConnection connection = server.connect()) {
      connection.send(refused + put(path, "good") + "GET " + path + " HTTP/1.1\r\n" + LAST);

      connection.reply().isRefusal();
      assertThat(connection.reply().status()).isEqualTo(201);
      assertThat(connection.reply().text()).isEqualTo("good");
    }
    server.assertNothingAt("/p/none");
  }

  @Test
  @DisplayName("short content that comes after its header was refused leaves the connection open")
  void lateContent() {
    for (int i = 0; i < 50; i++) {
      try (RawConnection connection = server.connect()) {
        connection.send("PATCH /p/late HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\n");
        connection.send("Content-Length: 3\r\n\r\n").send("abc");
        assertThat(connection.reply().isRefusal().status()).isEqualTo(415);
        connection.send("GET /p/late HTTP/1.1\r\n" + MORE);
        assertThat(connection.reply().status()).isEqualTo(404);
      }
    }
  }

  @Test
  @DisplayName("long content that is refused unread ends the connection, and the reply says so")
  void longContent() {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "PATCH /p/none HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Length: 1000000\r\n\r\n");
      RawReply reply = connection.reply().isRefusal();
      assertThat(reply.status()).isEqualTo(415);
      assertThat(reply.field("Connection")).contains("close");
    }
  }

  @Test
  @DisplayName("content that was refused unread is not taken for the next request")
  void unreadContent() {
    String smuggled = put("/p/smuggled", "x");
    String filler = "x".repeat(1_000_000);
    try (RawConnection connection = server.connect()) {
      connection.send(
          "PATCH /p/none HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Length: %d\r\n\r\n%s%s"
              .formatted(filler.length() + smuggled.length(), filler, smuggled));
      assertThat(connection.reply().isRefusal().status()).isEqualTo(415);
    }
    server.assertNothingAt("/p/smuggled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "GET", "HEAD", "OPTIONS"})
  @DisplayName("content that is announced, never sent, and not wanted is no failure")
  void unsentContent(String method) {
    String tag = server.stored("/p/unsent/" + method, "text");
    try (RawConnection connection = server.connect()) {
      connection.send(
          "%s /p/unsent/%s HTTP/1.1\r\nHost: a\r\nIf-Match: %s\r\nContent-Length: 1000000\r\n\r\n"
              .formatted(method, method, tag));
      assertThat(connection.replyToHead().status()).isIn(200, 204);
    }
  }

  @Test
  @DisplayName("Expect: 100-continue with a false condition is answered before the content")
  void expectation() {
    String tag = server.stored("/p/expect", "text");
    String header =
        "PUT /p/expect HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\nIf-Match: ";
    try (RawConnection connection = server.connect().send(header + "\"x\"\r\n\r\n")) {
      assertThat(connection.reply().isRefusal().status()).isEqualTo(412);
    }
    try (RawConnection connection = server.connect().send(header + tag + "\r\n\r\nabc")) {
      assertThat(connection.reply().status()).isEqualTo(204);
    }
    RawReply unknown = server.exchange(put("/p/expect", "x", "Expect: 200-maybe", "If-Match: *"));
    assertThat(unknown.isRefusal().status()).isEqualTo(417);
    assertThat(server.get("/p/expect").text()).isEqualTo("abc");
  }
}
