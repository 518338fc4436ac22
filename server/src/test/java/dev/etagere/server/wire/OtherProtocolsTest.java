package dev.etagere.server.wire;

import static dev.etagere.server.wire.WireServer.LAST;
import static dev.etagere.server.wire.WireServer.MORE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is not the HTTP/1.1 that is spoken here")
class OtherProtocolsTest {

  private static WireServer server;

  @BeforeAll
  static void start() {
    server = new WireServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /o/a\r\n",
        "GET\r\n\r\n",
        "GET /o/a HTTP/3\r\n" + LAST,
        "GET /o/a HTTP/1.9\r\n" + LAST,
        "GET /o/a HTTP/0.9\r\n" + LAST,
        "GET /o/a HTTPS/1.1\r\n" + LAST,
        "GET /o/a HTTP/1.1 x\r\n" + LAST,
        " GET /o/a HTTP/1.1\r\n" + LAST,
        "G@T /o/a HTTP/1.1\r\n" + LAST,
        "{\"method\": \"GET\"}\r\n\r\n",
        "\u0000\u0000\u0000\u0000\u0000\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "EHLO mail.example\r\n"
      })
  @DisplayName("is refused as a request that cannot be read: 400, and the connection is closed")
  void refused(String bytes) {
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send(bytes).reply().isRefusal().status()).isEqualTo(400);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  @DisplayName("HTTP/1.0 is answered, with and without keep-alive")
  void http10() {
    server.stored("/o/old", "text");
    try (RawConnection connection = server.connect().send("GET /o/old HTTP/1.0\r\n\r\n")) {
      assertThat(connection.reply().text()).isEqualTo("text");
      assertThat(connection.isClosedByServer()).isTrue();
    }
    String kept = "GET /o/old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    try (RawConnection connection = server.connect().send(kept + kept)) {
      assertThat(connection.reply().text()).isEqualTo("text");
      assertThat(connection.reply().text()).isEqualTo("text");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get", "PRI", "M-SEARCH"})
  @DisplayName("other methods are refused with the ones that there are")
  void methods(String method) {
    String tag = server.stored("/o/method/" + method, "text");
    RawReply reply =
        server.exchange(
            method
                + " http://etagere/o/method/"
                + method
                + " HTTP/1.1\r\nX-Secret: s3cret\r\n"
                + LAST);

    assertThat(reply.isRefusal().status()).isIn(400, 405);
    assertThat(reply.status() == 400 || reply.field("Allow").contains("GET")).isTrue();
    assertThat(reply.text()).doesNotContain("s3cret");
    assertThat(server.get("/o/method/" + method).field("ETag")).isEqualTo(tag);
  }

  @Test
  @DisplayName("a method of 5,000 letters is refused as any other; CONNECT makes no tunnel")
  void longMethod() {
    assertThat(
            server.exchange("M".repeat(5_000) + " /o/a HTTP/1.1\r\n" + LAST).isRefusal().status())
        .isEqualTo(405);
    try (RawConnection connection = server.connect()) {
      connection.send(
          "CONNECT etagere:80 HTTP/1.1\r\n" + MORE + "GET /-/health/live HTTP/1.1\r\n" + LAST);
      assertThat(connection.reply().isRefusal().status()).isEqualTo(405);
      assertThat(connection.reply().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "TLS/1.0", "foo/2, bar", "h2"})
  @DisplayName("an upgrade that is not offered is ignored: the request is answered in HTTP/1.1")
  void upgrades(String protocol) {
    server.stored("/o/upgrade/" + protocol.length(), "text");
    RawReply reply =
        server.exchange(
            "GET /o/upgrade/%d HTTP/1.1\r\nHost: a\r\nConnection: upgrade, close\r\nUpgrade: %s\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
                .formatted(protocol.length(), protocol));

    assertThat(reply.text()).isEqualTo("text");
  }

  @Test
  @DisplayName("a TLS hello on the port for clear text is refused, and the server goes on")
  void tls() {
    byte[] hello = new byte[517];
    byte[] start = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03};
    System.arraycopy(start, 0, hello, 0, start.length);
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send(hello).reply().status()).isEqualTo(400);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(server.get("/-/health/live").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("empty lines before a request are skipped")
  void emptyLines() {
    assertThat(server.exchange("\r\n\r\nGET /-/health/live HTTP/1.1\r\n" + LAST).status())
        .isEqualTo(200);
  }
}
