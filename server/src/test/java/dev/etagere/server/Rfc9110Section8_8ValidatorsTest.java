package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 9110 §8.8, validator fields. */
@Tag(Stores.EVERY)
class Rfc9110Section8_8ValidatorsTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final AtomicLong AHEAD = new AtomicLong();

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(RunningServer.options().with(() -> START.plusSeconds(AHEAD.get())));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Instant date(Reply reply, String field) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(reply.field(field), Instant::from);
  }

  @Nested
  class Must {

    @Test
    @DisplayName(
        "§8.8.2.1: An origin server MUST NOT generate a Last-Modified later than Date, also where its clock was set back")
    void notLaterThanDate() {
      AHEAD.set(Duration.between(START, Instant.now()).toSeconds() + 3_600);
      server.put("/v/future", "x");
      Reply ahead = server.get("/v/future");
      AHEAD.set(0);
      Reply back = server.get("/v/future");

      assertThat(date(ahead, "Last-Modified")).isBeforeOrEqualTo(date(ahead, "Date"));
      assertThat(date(back, "Last-Modified")).isBeforeOrEqualTo(date(back, "Date"));
    }

    @Test
    @DisplayName(
        "§8.8.3: A tag that is no strong validator MUST be marked as weak: none is, for each names one version in one coding")
    void strong() {
      String text = "0123456789".repeat(200);
      String first = server.put("/v/strong", text, "Content-Type", "text/plain").etag();
      String second =
          server.put("/v/strong", text, "Content-Type", "text/plain", "If-Match", first).etag();
      String coded = server.get("/v/strong", "Accept-Encoding", "gzip").etag();

      assertThat(List.of(first, second, coded))
          .doesNotHaveDuplicates()
          .noneMatch(tag -> tag.startsWith("W/"));
      assertThat(server.get("/v/strong").etag()).isEqualTo(second);
    }
  }

  @Nested
  class Should {

    @Test
    @DisplayName(
        "§8.8.2.1: An origin server SHOULD send Last-Modified for any selected representation")
    void lastModified() {
      server.put("/v/modified", "x");

      for (String method : List.of("GET", "HEAD")) {
        assertThat(date(server.send(method, "/v/modified"), "Last-Modified"))
            .isBefore(Instant.now());
      }
    }

    @Test
    @DisplayName(
        "§8.8.2.1: It SHOULD obtain Last-Modified as close as possible to the time of Date: the time of the write")
    void timeOfWrite() {
      AHEAD.set(120);
      Reply written = server.put("/v/time", "x");
      AHEAD.set(0);

      assertThat(date(written, "Last-Modified")).isEqualTo(START.plusSeconds(120));
      assertThat(date(server.get("/v/time"), "Last-Modified")).isEqualTo(START.plusSeconds(120));
    }

    @Test
    @DisplayName("§8.8.3: An origin server SHOULD send an ETag for any selected representation")
    void etag() {
      String etag = server.put("/v/etag", "x").etag();

      assertThat(server.get("/v/etag").etag()).isEqualTo(etag).isNotEmpty();
      assertThat(server.send("HEAD", "/v/etag").etag()).isEqualTo(etag);
    }
  }
}
