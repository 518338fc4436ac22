package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.ControlSecret;
import dev.etagere.storage.InMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OPTIONS: what a path takes; and HEAD wherever there is GET")
class OptionsTest {

  private static final String OPERATOR = "0123456789abcdef0123456789abcdef";

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
    server.put(
        "/-/rules/images/",
        "{\"media_types\":[\"image/*\"],\"max_bytes\":1000}",
        "Content-Type",
        "application/json");
    server.put("/notes/1", "{}", "Content-Type", "application/json");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("of a resource, there or not: its methods, patches, ranges, and the rules in force")
  void resource() {
    for (String path : new String[] {"/notes/1", "/notes/nothing"}) {
      Reply reply = server.send("OPTIONS", path, "If-Match", "\"1.x\"");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.field("Allow")).isEqualTo("OPTIONS, GET, HEAD, PUT, PATCH, DELETE");
      assertThat(reply.field("Accept-Patch"))
          .isEqualTo("application/merge-patch+json, application/json-patch+json");
      assertThat(reply.field("Accept-Ranges")).isEqualTo("bytes");
      assertThat(reply.field("Accept-Post")).isEmpty();
      assertThat(reply.json().path("writes").path("put").asString("")).isEqualTo("if-match");
      assertThat(reply.etag()).isEmpty();
    }
  }

  @Test
  @DisplayName("of a resource that cannot be JSON: no patches")
  void unpatchable() {
    Reply reply = server.send("OPTIONS", "/images/1");

    assertThat(reply.field("Accept-Patch")).isEmpty();
    assertThat(reply.json().path("max_bytes").asInt(0)).isEqualTo(1000);
  }

  @Test
  @DisplayName("of a collection: what POST takes under its rules, and no ranges")
  void collection() {
    Reply notes = server.send("OPTIONS", "/notes/");

    assertThat(notes.field("Allow")).isEqualTo("OPTIONS, GET, HEAD, POST, DELETE");
    assertThat(notes.field("Accept-Post")).isEqualTo("*/*");
    assertThat(notes.field("Accept-Ranges")).isEmpty();
    assertThat(notes.field("Accept-Patch")).isEmpty();
    assertThat(server.send("OPTIONS", "/images/").field("Accept-Post")).isEqualTo("image/*");
  }

  @Test
  @DisplayName("§9.3.7: of the server as a whole: all methods that some resource has")
  void asterisk() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(reply).startsWith("HTTP/1.1 204");
      assertThat(reply).contains("Allow: OPTIONS, GET, HEAD, PUT, PATCH, DELETE, POST\r\n");
    }
  }

  @Test
  @DisplayName("of the server's own pages: their methods; others get 405 with the same Allow")
  void ownPages() {
    String[] readOnly = {
      "/-/changes",
      "/-/conflicts",
      "/-/console/",
      "/-/health/live",
      "/-/metrics",
      "/-/problems/",
      "/-/rules/",
      "/-/versions/notes/1"
    };
    for (String path : readOnly) {
      assertAllows(path, "OPTIONS, GET, HEAD", "DELETE");
    }
    assertAllows("/-/batch", "OPTIONS, POST", "GET");
    assertAllows("/-/merge/notes/1", "OPTIONS, POST", "GET");
  }

  private static void assertAllows(String path, String methods, String other) {
    Reply options = server.send("OPTIONS", path);
    Reply refused = server.send(other, path);

    assertThat(options.status()).as(path).isEqualTo(204);
    assertThat(options.field("Allow")).as(path).isEqualTo(methods);
    assertThat(refused.status()).as(path).isEqualTo(405);
    assertThat(refused.field("Allow")).as(path).isEqualTo(methods);
  }

  @Test
  @DisplayName("HEAD is answered as GET is, without content")
  void head() {
    String[] paths = {
      "/notes/1",
      "/notes/",
      "/-/changes",
      "/-/conflicts",
      "/-/console/",
      "/-/health/ready",
      "/-/metrics",
      "/-/problems/not_found",
      "/-/rules/",
      "/-/versions/notes/1",
      "/notes/nothing"
    };
    for (String path : paths) {
      Reply get = server.get(path);
      Reply head = server.send("HEAD", path);

      assertThat(head.status()).as(path).isEqualTo(get.status());
      assertThat(head.field("Content-Type")).as(path).isEqualTo(get.field("Content-Type"));
      assertThat(head.bytes()).as(path).isEmpty();
    }
  }

  @Test
  @DisplayName("a caller who may neither read nor write there is told nothing of it")
  void callers() {
    ControlSecret secret = new ControlSecret(OPERATOR);
    try (RunningServer guarded =
        new RunningServer(new InMemoryStore(), RunningServer.options().with(secret))) {
      String operator = "Bearer " + OPERATOR;
      byte[] wanted =
          "{\"name\":\"w\",\"allow\":[\"write:/notes/\"]}".getBytes(StandardCharsets.UTF_8);
      Reply made = guarded.send("POST", "/-/tokens", wanted, "Authorization", operator);
      String writer = "Bearer " + made.json().path("token").asString();

      assertThat(guarded.send("OPTIONS", "/notes/1").status()).isEqualTo(401);
      assertThat(guarded.send("OPTIONS", "/notes/1", "Authorization", writer).status())
          .isEqualTo(200);
      assertThat(guarded.send("OPTIONS", "/other/1", "Authorization", writer).status())
          .isEqualTo(403);
      assertThat(guarded.send("OPTIONS", "/-/tokens", "Authorization", operator).field("Allow"))
          .isEqualTo("OPTIONS, GET, HEAD, POST");
    }
  }
}
