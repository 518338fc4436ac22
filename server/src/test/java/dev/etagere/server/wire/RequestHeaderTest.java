package dev.etagere.server.wire;

import static dev.etagere.server.wire.WireServer.LAST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Header fields, as they stand on their lines")
class RequestHeaderTest {

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
  @DisplayName("RFC 9110 §5.3: several lines of If-Match and If-None-Match are one list")
  void repeatedConditions() {
    String tag = server.stored("/h/a", "one");

    assertThat(server.get("/h/a", "If-Match: \"x\"", "If-Match: " + tag).status()).isEqualTo(200);
    assertThat(server.get("/h/a", "If-Match: \"x\"", "If-Match: \"y\"").status()).isEqualTo(412);
    assertThat(server.get("/h/a", "If-None-Match: \"x\"", "If-None-Match: " + tag).status())
        .isEqualTo(304);
    RawReply written =
        server.exchange(WireServer.put("/h/a", "two", "If-Match: \"x\"", "If-Match: " + tag));
    assertThat(written.status()).isEqualTo(204);
  }

  @Test
  @DisplayName("a write whose condition cannot be read on one of its lines is not performed")
  void malformedLine() {
    String tag = server.stored("/h/malformed", "one");

    RawReply reply =
        server.exchange(
            WireServer.put("/h/malformed", "two", "If-Match: " + tag, "If-Match: unquoted"));

    assertThat(reply.isRefusal().json().path("error").asString())
        .isEqualTo("malformed_precondition");
    assertThat(server.get("/h/malformed").text()).isEqualTo("one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /h/b HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /h/b HTTP/1.1\r\nHost: other\r\n" + LAST,
        "GET /h/b HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /h/b HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /h/b HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET /h/b HTTP/1.1\r\nHost: a\"<script>\r\n\r\n",
        "GET /h/b HTTP/1.1\r\nHost: a:port\r\n\r\n",
      })
  @DisplayName("RFC 9112 §3.2: no Host, two, or one that names no host: 400")
  void host(String request) {
    RawReply reply = server.exchange(request).isRefusal();
    assertThat(reply.field("Date")).endsWith(" GMT"); // RFC 9110 §6.6.1

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("Host").doesNotContain("<script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: a\r\n  folded",
        " X: a",
        "X : a",
        "X",
        ": a",
        "X: a\u0000b",
        "X: a\u0001b",
        "X: a\rY: b",
        "X: a\nY: b",
        "X\u00e9: a",
        "X(: a",
        "X\"Y\": a"
      })
  @DisplayName("what is no field line is refused, and the request with it")
  void malformed(String line) {
    RawReply reply = server.get("/h/c", line).isRefusal();

    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  @DisplayName("a request whose lines end in LF alone is refused")
  void bareLineFeed() {
    assertThat(server.exchange("GET /h/d HTTP/1.1\nHost: etagere\n\n").isRefusal().status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName("10,000 fields, or a very long one: 431")
  void large() {
    assertThat(server.get("/h/e", "X-A: b\r\n".repeat(9_999) + "X-A: b").isRefusal().status())
        .isEqualTo(431);
    assertThat(server.get("/h/e", "X-A: " + "b".repeat(100_000)).isRefusal().status())
        .isEqualTo(431);
    assertThat(server.get("/h/e", "X".repeat(100_000) + ": b").isRefusal().status()).isEqualTo(431);
  }

  @Test
  @DisplayName("bytes above 127 in a tag are compared as they came, one by one")
  void obsText() {
    String tag = server.stored("/h/f", "one");

    assertThat(server.get("/h/f", "If-None-Match: \"\u00e9\", " + tag).status()).isEqualTo(304);
    assertThat(server.get("/h/f", "If-None-Match: \"\u00c3\u00a9\"").status()).isEqualTo(200);
    RawReply reply = server.get("/h/f", "If-Match: \"\u00e9\", \"\u00ff\"").isRefusal();
    assertThat(reply.status()).isEqualTo(412);
    assertThat(reply.json().path("reason").asString()).isEqualTo("unknown");
    assertThat(server.exchange(WireServer.put("/h/f", "two", "If-Match: \"\u00e9\"")).status())
        .isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain; charset=UTF-8", "text/HTML;charset=Utf-8", "image/PNG"})
  @DisplayName("a media type comes back as it was sent, letter by letter")
  void mediaType(String sent) {
    String path = "/h/type-" + sent.hashCode();
    server.exchange(WireServer.put(path, "x", "Content-Type: " + sent));

    assertThat(server.get(path).field("Content-Type")).isEqualTo(sent);
  }

  @Test
  @DisplayName("two Content-Type lines, which might hide one another, are refused")
  void repeatedContentType() {
    String request =
        WireServer.put("/h/g", "{", "Content-Type: a/b", "Content-Type: application/json");

    assertThat(server.exchange(request).isRefusal().status()).isEqualTo(400);
    server.assertNothingAt("/h/g");
  }

  @Test
  @DisplayName(
      "RFC 9110 §8.6: 304 and 204 announce no content; 304 and HEAD no other length than 200's")
  void contentLength() {
    String text = "0123456789".repeat(1_000);
    String tag = server.stored("/h/length", text);
    String head = "HEAD /h/length HTTP/1.1\r\n";

    RawReply notModified = server.get("/h/length", "If-None-Match: " + tag);
    assertThat(notModified.status()).isEqualTo(304);
    assertThat(notModified.has("Content-Length")).isFalse();
    assertThat(notModified.has("Transfer-Encoding")).isFalse();
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send(head + LAST).replyToHead().field("Content-Length"))
          .isEqualTo("10000");
      assertThat(connection.isClosedByServer()).isTrue();
    }
    RawReply written = server.exchange(WireServer.put("/h/length", "new", "If-Match: " + tag));
    assertThat(written.status()).isEqualTo(204);
    assertThat(written.has("Content-Length")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  @DisplayName("HEAD announces the length that GET would have, or none, coded or not")
  void headOfCoded(int repetitions) {
    String path = "/h/coded/" + repetitions;
    server.stored(path, "0123456789".repeat(repetitions));

    RawReply got = server.get(path, "Accept-Encoding: gzip");
    try (RawConnection connection = server.connect()) {
      RawReply head =
          connection
              .send("HEAD " + path + " HTTP/1.1\r\nAccept-Encoding: gzip\r\n" + LAST)
              .replyToHead();
      assertThat(got.field("Content-Encoding")).isEqualTo("gzip");
      assertThat(head.field("Content-Encoding")).isEqualTo("gzip");
      assertThat(head.field("ETag")).isEqualTo(got.field("ETag"));
      assertThat(head.field("Content-Length")).isIn("", Integer.toString(got.content().length));
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }
}
