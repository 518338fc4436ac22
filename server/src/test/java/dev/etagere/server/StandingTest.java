package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.ControlSecret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Who listens or waits needs credentials for as long as that goes on")
@Tag(Stores.EVERY)
class StandingTest {

  private static final String OPERATOR = "Bearer 0123456789abcdef0123456789abcdef";

  private RunningServer server;

  @BeforeEach
  void start() {
    ControlSecret secret = new ControlSecret(OPERATOR.substring("Bearer ".length()));
    server = new RunningServer(RunningServer.options().with(secret));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String token(String name) {
    Reply made =
        server.send(
            "POST",
            "/-/tokens",
            "{\"name\": \"%s\", \"allow\": [\"read:/\", \"write:/\"]}"
                .formatted(name)
                .getBytes(StandardCharsets.UTF_8),
            "Authorization",
            OPERATOR);
    return "Bearer " + made.json().path("token").asString();
  }

  private void revoke(String name) {
    assertThat(server.send("DELETE", "/-/tokens/" + name, "Authorization", OPERATOR).status())
        .isEqualTo(204);
  }

  /** A stream of events; its end is the end of the lines. */
  private final class Listener implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Listener(String authorization) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      String credentials =
          authorization.isEmpty() ? "" : "Authorization: %s\r\n".formatted(authorization);
      socket
          .getOutputStream()
          .write(
              "GET /-/changes HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\r\n"
                  .formatted(credentials)
                  .getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads on to a line with this in it; false at the end of the stream. */
    boolean hears(String text) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(text)) {
          return true;
        }
        if (line.equals("0")) { // the last chunk (RFC 9112 §7.1)
          return false;
        }
      }
      return false;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  @Timeout(120)
  @DisplayName(
      "a revoked token ends its streams within a fraction of a second, and those of no other")
  void endsStreams() throws IOException {
    String revoked = token("revoked");
    String other = token("other");
    try (Listener ends = new Listener(revoked);
        Listener goesOn = new Listener(other)) {
      server.put("/a", "1", "Authorization", other);
      assertThat(ends.hears("\"/a\"")).isTrue();
      assertThat(goesOn.hears("\"/a\"")).isTrue();

      revoke("revoked");
      Instant at = Instant.now();
      boolean heard = ends.hears("\"/b\"");
      Duration took = Duration.between(at, Instant.now());
      server.put("/b", "1", "Authorization", other);

      assertThat(heard).isFalse();
      assertThat(took).isLessThan(Duration.ofSeconds(10)); // a heartbeat would take 15
      assertThat(goesOn.hears("\"/b\"")).isTrue();
      System.out.printf("a stream ended %d ms after its token%n", took.toMillis());
    }
    assertThat(server.get("/-/changes", "Authorization", revoked).status()).isEqualTo(401);
  }

  @Test
  @Timeout(120)
  @DisplayName("the first token ends the streams of those who had none")
  void endsAnonymousStreams() throws IOException {
    try (Listener anonymous = new Listener("")) {
      server.put("/a", "1");
      assertThat(anonymous.hears("\"/a\"")).isTrue();

      token("first");

      assertThat(anonymous.hears("\"/b\"")).isFalse();
    }
  }

  @Test
  @Timeout(120)
  @DisplayName("a revoked token ends a long wait with 401")
  void endsWaits() throws Exception {
    String token = token("waiter");
    String tag = server.put("/a", "1", "Authorization", token).etag();
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() ->
            server.get("/a", "Authorization", token, "If-None-Match", tag, "Prefer", "wait=50"));

    for (int i = 0; i < 50; i++) { // requests that were sent later are answered: it waits by now
      assertThat(server.get("/-/metrics", "Authorization", OPERATOR).status()).isEqualTo(200);
    }
    revoke("waiter");

    assertThat(waiting.get().status()).isEqualTo(401);
  }
}
