package dev.etagere.server;

import static java.nio.charset.StandardCharsets.UTF_8;
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

/** RFC 9110 §13.2.1, when to evaluate. */
@Tag(Stores.EVERY)
class Rfc9110Section13_2_1EvaluationTest {

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static final String OTHER = "\"other\"";

  @Nested
  class Must {

    @Test
    @DisplayName(
        "A server MUST ignore preconditions if its response without them would be neither 2xx nor 412")
    void otherwiseRefused() {
      server.put("/e/there", "x");

      assertThat(server.get("/e/none", "If-Match", OTHER).status()).isEqualTo(404);
      assertThat(server.get("/e/none", "If-None-Match", "*").status()).isEqualTo(404);
      assertThat(server.send("DELETE", "/e/none", "If-Match", OTHER).status()).isEqualTo(404);
      assertThat(server.get("/e//there", "If-Match", OTHER).status()).isEqualTo(400);
      assertThat(server.send("POST", "/e/there", "If-Match", OTHER).status()).isEqualTo(405);
      assertThat(patch("text/plain", "{}").status()).isEqualTo(415);
    }

    @Test
    @DisplayName(
        "It MUST evaluate them after its normal checks and before it processes the content")
    void beforeContent() {
      server.put("/e/patched", "{}", "Content-Type", "application/json");
      Reply malformed =
          server.put("/e/patched", "{{{", "Content-Type", "application/json", "If-Match", OTHER);

      assertThat(malformed.status()).isEqualTo(412);
    }

    private Reply patch(String type, String content) {
      return server.send(
          "PATCH", "/e/there", content.getBytes(UTF_8), "Content-Type", type, "If-Match", OTHER);
    }

    @Test
    @DisplayName(
        "It MUST ignore them with methods that select or modify no representation: OPTIONS")
    void otherMethods() {
      server.put("/e/options", "x");

      assertThat(server.send("OPTIONS", "/e/options", "If-Match", OTHER).status()).isIn(200, 204);
      assertThat(server.send("OPTIONS", "/e/options", "If-None-Match", "*").status())
          .isIn(200, 204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    @DisplayName(
        "It MUST evaluate If-Match, If-None-Match and If-Unmodified-Since before it performs the method")
    void beforeTheMethod(String method) {
      String path = "/e/method/" + method;
      String etag = server.put(path, "{}", "Content-Type", "application/json").etag();
      List<String> conditions =
          List.of(
              "If-Match",
              OTHER,
              "If-None-Match",
              "*",
              "If-Unmodified-Since",
              "Sun, 06 Nov 1994 08:49:37 GMT");
      for (int i = 0; i < conditions.size(); i += 2) {
        Reply reply =
            server.send(
                method,
                path,
                "{}".getBytes(UTF_8),
                "Content-Type",
                "application/merge-patch+json",
                conditions.get(i),
                conditions.get(i + 1));
        assertThat(reply.status()).as(conditions.get(i)).isEqualTo(412);
      }
      assertThat(server.get(path).etag()).isEqualTo(etag);
    }
  }
}
