package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 9110 §15.5.13, 412 Precondition Failed. */
@Tag(Stores.EVERY)
class Rfc9110Section15_5_13PreconditionFailedTest {

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Nested
  class Must {

    @Test
    @DisplayName(
        "412 says that a condition of the request was false, on reads and on writes; nothing was changed")
    void conditionFalse() {
      String etag = server.put("/x/a", "one").etag();

      assertThat(server.get("/x/a", "If-Match", "\"x\"").status()).isEqualTo(412);
      assertThat(server.put("/x/a", "two", "If-None-Match", "*").status()).isEqualTo(412);
      assertThat(server.send("DELETE", "/x/a", "If-Match", "\"x\"").status()).isEqualTo(412);
      assertThat(server.get("/x/a").etag()).isEqualTo(etag);
      assertThat(server.get("/x/a").text()).isEqualTo("one");
    }

    @Test
    @DisplayName(
        "§13.1.1: A write that repeats one which succeeded already is told by its key alone, else 412")
    void alreadyApplied() {
      String etag = server.put("/x/b", "one").etag();
      String written =
          server.put("/x/b", "two", "If-Match", etag, "Idempotency-Key", "\"k\"").etag();

      assertThat(server.put("/x/b", "two", "If-Match", etag).status()).isEqualTo(412);
      Reply again = server.put("/x/b", "two", "If-Match", etag, "Idempotency-Key", "\"k\"");
      assertThat(again.status()).isEqualTo(204);
      assertThat(again.etag()).isEqualTo(written);
    }
  }
}
