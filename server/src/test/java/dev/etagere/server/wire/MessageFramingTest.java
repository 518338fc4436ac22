package dev.etagere.server.wire;

import static dev.etagere.server.wire.WireServer.LAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Limits;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where the content of a request ends")
class MessageFramingTest {

  private static WireServer server;

  @BeforeAll
  static void start() {
    server = new WireServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String chunked(String path, String chunks, String... lines) {
    return "PUT %s HTTP/1.1\r\nHost: etagere\r\n%sTransfer-Encoding: chunked\r\n\r\n%s"
        .formatted(path, WireServer.header(lines), chunks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "5\r\nhello\r\n0", "5", ""})
  @DisplayName("chunks that are cut short store nothing")
  void cutShort(String chunks) {
    try (RawConnection connection = server.connect()) {
      RawReply reply = connection.send(chunked("/f/cut", chunks)).finish().reply();

      assertThat(reply.isRefusal().status()).isEqualTo(400);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    server.assertNothingAt("/f/cut");
  }

  @Test
  @DisplayName("a client that breaks off in the middle stores nothing")
  void brokenOff() {
    try (RawConnection connection = server.connect()) {
      connection.send(chunked("/f/broken", "5\r\nhello\r\n"));
    }
    try (RawConnection connection = server.connect()) {
      connection.send("PUT /f/broken HTTP/1.1\r\nHost: etagere\r\nContent-Length: 9\r\n\r\nabc");
    }
    server.assertNothingAt("/f/broken");
  }

  @Test
  @DisplayName("content shorter than its Content-Length stores nothing")
  void tooShort() {
    try (RawConnection connection = server.connect()) {
      RawReply reply =
          connection
              .send("PUT /f/short HTTP/1.1\r\nHost: etagere\r\nContent-Length: 9\r\n\r\nabc")
              .finish()
              .reply();
      assertThat(reply.isRefusal().status()).isEqualTo(400);
    }
    server.assertNothingAt("/f/short");
  }

  @Test
  @DisplayName("what stands behind the Content-Length is the next request, not content")
  void tooLong() {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "PUT /f/long HTTP/1.1\r\nHost: etagere\r\nContent-Length: 3\r\n\r\nabcdef\r\n\r\n");

      assertThat(connection.reply().status()).isEqualTo(201);
      assertThat(connection.reply().isRefusal().status()).isEqualTo(400);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(server.get("/f/long").text()).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: +3",
        "Content-Length: 0x3",
        "Content-Length: 3 3",
        "Content-Length: 3, 3",
        "Content-Length: 3,4",
        "Content-Length: 1e1",
        "Content-Length:",
        "Content-Length: 9223372036854775808",
        "Content-Length: 99999999999999999999",
        "Content-Length: 3\r\nContent-Length: 3",
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 3",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, gzip",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked;a=b",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding:",
        "Transfer-Encoding: gzip"
      })
  @DisplayName("a length that is ambiguous, or no length, is refused, and nothing is stored")
  void ambiguous(String lines) {
    RawReply reply =
        server.exchange(
            "PUT /f/ambiguous HTTP/1.1\r\n" + lines + "\r\n" + LAST + "3\r\nabc\r\n0\r\n\r\n");

    assertThat(reply.isRefusal().status()).isEqualTo(400);
    server.assertNothingAt("/f/ambiguous");
  }

  @Test
  @DisplayName("a length beyond the limit is refused before anything is sent")
  void beyondLimit() {
    RawReply reply =
        server.exchange("PUT /f/huge HTTP/1.1\r\nContent-Length: 9223372036854775807\r\n" + LAST);

    assertThat(reply.isRefusal().status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g",
        "-1",
        "+3",
        "0x3",
        "3 ",
        " 3",
        "3\n",
        "3;",
        "ffffffffffffffff",
        "ffffffffffffffffffff",
        "00000000000000000003",
        ""
      })
  @DisplayName("a malformed chunk size is refused, and nothing is stored")
  void chunkSizes(String size) {
    RawReply reply = server.exchange(chunked("/f/sizes", size + "\r\nabc\r\n0\r\n\r\n"));

    assertThat(reply.isRefusal().status()).isEqualTo(400);
    server.assertNothingAt("/f/sizes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3\r\nabcX\r\n0\r\n\r\n",
        "3\nabc\n0\n\n",
        "3\r\nabc\r\n0\r\nno trailer\r\n\r\n",
        "3\r\nabc\r\n0\r\nTrailer : x\r\n\r\n"
      })
  @DisplayName("chunks with malformed ends are refused, and nothing is stored")
  void chunkEnds(String chunks) {
    RawReply reply = server.exchange(chunked("/f/ends", chunks));

    assertThat(reply.isRefusal().status()).isEqualTo(400);
    server.assertNothingAt("/f/ends");
  }

  @Test
  @DisplayName("chunk extensions and trailers are read and left alone; endless ones are refused")
  void extensions() {
    String trailers = "3\r\nabc\r\n0\r\n" + "If-Match: \"x\"\r\n".repeat(10_000) + "\r\n";
    String extension = "3;" + "a".repeat(100_000) + "\r\nabc\r\n0\r\n\r\n";

    assertThat(
            server
                .exchange(chunked("/f/extended", "3;a=\"b\"\r\nabc\r\n0\r\nX: y\r\n\r\n"))
                .status())
        .isEqualTo(201);
    assertThat(server.exchange(chunked("/f/trailers", trailers)).isRefusal().status())
        .isEqualTo(400);
    assertThat(server.exchange(chunked("/f/extension", extension)).isRefusal().status())
        .isEqualTo(400);
    assertThat(server.get("/f/extended").text()).isEqualTo("abc");
    server.assertNothingAt("/f/trailers");
    server.assertNothingAt("/f/extension");
  }

  @Test
  @DisplayName("content that stops arriving is refused with 408, and nothing is stored")
  void stalled() {
    Limits impatient =
        new Limits(
            16_384, 8_192, 1 << 20, Duration.ofMillis(300), Duration.ofSeconds(30), 100, 100);
    try (WireServer hasty = new WireServer(impatient)) {
      for (String framing :
          new String[] {
            "Content-Length: 9\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n5\r\nhel"
          }) {
        RawReply reply = hasty.exchange("PUT /f/stalled HTTP/1.1\r\nHost: etagere\r\n" + framing);
        assertThat(reply.isRefusal().status()).isEqualTo(408);
      }
      hasty.assertNothingAt("/f/stalled");
    }
  }
}
