package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §15.4.5, 304 Not Modified. */
@Tag(Stores.EVERY)
class Rfc9110Section15_4_5NotModifiedTest {

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static final String TEXT = "0123456789".repeat(200);

  @Nested
  class Must {

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    @DisplayName(
        "The server MUST generate Date, ETag, Vary, Cache-Control (Content-Location, Expires) as a 200 would have them")
    void sameFields(String method) {
      server.put("/u/" + method, TEXT, "Content-Type", "text/plain");
      Reply whole = server.send(method, "/u/" + method);
      Reply unmodified = server.send(method, "/u/" + method, "If-None-Match", whole.etag());

      assertThat(unmodified.status()).isEqualTo(304);
      assertThat(unmodified.field("Date")).isNotEmpty();
      for (String field : List.of("ETag", "Vary", "Cache-Control", "Content-Location", "Expires")) {
        assertThat(unmodified.field(field)).as(field).isEqualTo(whole.field(field));
      }
    }

    @Test
    @DisplayName("A 304 ends with its header: it has no content")
    void noContent() {
      String etag = server.put("/u/empty", TEXT, "Content-Type", "text/plain").etag();

      assertThat(server.get("/u/empty", "If-None-Match", etag).bytes()).isEmpty();
    }
  }

  @Nested
  class Should {

    @Test
    @DisplayName(
        "The sender SHOULD NOT generate other representation metadata, but what guides cache updates: Last-Modified")
    void noOtherMetadata() {
      String etag = server.put("/u/metadata", TEXT, "Content-Type", "text/plain").etag();
      Reply reply = server.get("/u/metadata", "If-None-Match", etag);

      for (String field :
          List.of("Content-Type", "Content-Encoding", "Content-Length", "Content-Range")) {
        assertThat(reply.field(field)).as(field).isEmpty();
      }
      assertThat(reply.field("Last-Modified")).isNotEmpty();
    }
  }
}
