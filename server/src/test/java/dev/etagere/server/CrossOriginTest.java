package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.server.callers.ControlSecret;
import dev.etagere.storage.InMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Over plain sockets: java.net.http sends no Origin. */
@DisplayName("CORS: scripts of other origins (Fetch §3.2)")
class CrossOriginTest {

  private static final String OPERATOR = "0123456789abcdef0123456789abcdef";
  private static final String CREDENTIALS = "Authorization: Bearer " + OPERATOR;
  private static final String ORIGIN = "https://app.example";

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = sharing(new CrossOrigin(List.of(ORIGIN, "http://localhost:3000"), false));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RunningServer sharing(CrossOrigin origins) {
    ServerOptions options =
        RunningServer.options()
            .with(Protocol.DEFAULT.sharedWith(origins))
            .with(new ControlSecret(OPERATOR));
    RunningServer running = new RunningServer(new InMemoryStore(), options);
    byte[] token = "{\"name\":\"a\",\"allow\":[\"read:/\"]}".getBytes(StandardCharsets.UTF_8);
    running.send("POST", "/-/tokens", token, "Authorization", "Bearer " + OPERATOR);
    running.send("PUT", "/c/a", new byte[1], "Authorization", "Bearer " + OPERATOR);
    return running;
  }

  private static String send(RunningServer to, String requestLine, String... lines) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port())) {
      String request =
          requestLine
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + String.join("\r\n", lines)
              + (lines.length == 0 ? "\r\n" : "\r\n\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void assertShared(String reply) {
    assertThat(reply)
        .contains("Access-Control-Allow-Origin: " + ORIGIN + "\r\n")
        .contains("Vary: Origin\r\n")
        .doesNotContain("Access-Control-Allow-Credentials");
    assertThat(reply.lines().filter(line -> line.startsWith("Access-Control-Expose-Headers:")))
        .singleElement()
        .asString()
        .contains("ETag", "Last-Modified", "Location", "Link", "Request-Id", "Accept-Patch");
  }

  @Test
  @DisplayName("every status is shared with an origin that may: 200, 304, 401, 404, 405, 412, 428")
  void everyStatus() {
    String from = "Origin: " + ORIGIN;
    String found = send(server, "GET /c/a", from, CREDENTIALS);
    String tag = found.replaceFirst("(?s).*ETag: (\"[^\"]*\").*", "$1");

    assertAnswer(found, 200);
    assertAnswer(send(server, "GET /c/a", from, CREDENTIALS, "If-None-Match: " + tag), 304);
    assertAnswer(send(server, "GET /c/a", from), 401);
    assertAnswer(send(server, "GET /c/none", from, CREDENTIALS), 404);
    assertAnswer(send(server, "TRACE /c/a", from, CREDENTIALS), 405);
    assertAnswer(send(server, "DELETE /c/a", from, CREDENTIALS, "If-Match: \"1.x\""), 412);
    assertAnswer(send(server, "DELETE /c/a", from, CREDENTIALS), 428);
  }

  @Test
  @DisplayName("so is what is refused before a handler sees it: 414")
  void early() {
    assertAnswer(send(server, "GET /" + "a".repeat(9_000), "Origin: " + ORIGIN), 414);
  }

  private static void assertAnswer(String reply, int status) {
    assertThat(reply).startsWith("HTTP/1.1 " + status);
    assertShared(reply);
  }

  @Test
  @DisplayName("an origin that may not, and a request of none, are told nothing but Vary")
  void others() {
    for (String origin :
        new String[] {
          "Origin: https://evil.example",
          "Origin: null",
          "Origin: https://app.example.evil",
          "Accept: */*",
          "Origin: " + ORIGIN + "\r\nOrigin: " + ORIGIN
        }) {
      String reply = send(server, "GET /c/a", origin, CREDENTIALS);

      assertThat(reply).startsWith("HTTP/1.1 200").contains("Vary: Origin\r\n");
      assertThat(reply).doesNotContain("Access-Control-");
    }
  }

  @Test
  @DisplayName("a preflight is answered before anybody asks for credentials, whatever the path")
  void preflight() {
    String reply =
        send(
            server,
            "OPTIONS /c/a",
            "Origin: " + ORIGIN,
            "Access-Control-Request-Method: PUT",
            "Access-Control-Request-Headers: authorization,if-match");

    assertThat(reply)
        .startsWith("HTTP/1.1 204")
        .contains("Access-Control-Allow-Methods: GET, HEAD, PUT, PATCH, DELETE, POST, OPTIONS\r\n")
        .contains("Access-Control-Allow-Headers: authorization,if-match\r\n")
        .contains("Access-Control-Max-Age: 600\r\n")
        .contains("Vary: Access-Control-Request-Method, Access-Control-Request-Headers\r\n");
    assertShared(reply);
  }

  @Test
  @DisplayName("the preflight of an origin that may not is answered without permission")
  void foreignPreflight() {
    String reply =
        send(
            server,
            "OPTIONS /c/a",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: PUT");

    assertThat(reply).startsWith("HTTP/1.1 204").doesNotContain("Access-Control-Allow");
  }

  @Test
  @DisplayName("OPTIONS without Access-Control-Request-Method is no preflight")
  void options() {
    assertThat(send(server, "OPTIONS /c/a", "Origin: " + ORIGIN)).startsWith("HTTP/1.1 401");
  }

  @Test
  @DisplayName("*: every origin may, and the response does not vary by it")
  void any() {
    try (RunningServer open = sharing(new CrossOrigin(List.of("*"), false))) {
      String reply = send(open, "GET /c/a", "Origin: https://whoever.example", CREDENTIALS);

      assertThat(reply).contains("Access-Control-Allow-Origin: *\r\n").doesNotContain("Vary:");
    }
  }

  @Test
  @DisplayName("credentials of the browser are allowed where the configuration says so")
  void credentials() {
    try (RunningServer trusting = sharing(new CrossOrigin(List.of(ORIGIN), true))) {
      String reply = send(trusting, "GET /c/a", "Origin: " + ORIGIN, CREDENTIALS);

      assertThat(reply).contains("Access-Control-Allow-Credentials: true\r\n");
    }
  }

  @Test
  @DisplayName("off by default: nothing of it on any response, and a preflight gets 401")
  void off() {
    try (RunningServer closed = sharing(CrossOrigin.NONE)) {
      String reply = send(closed, "GET /c/a", "Origin: " + ORIGIN, CREDENTIALS);
      String preflight =
          send(closed, "OPTIONS /c/a", "Origin: " + ORIGIN, "Access-Control-Request-Method: PUT");

      assertThat(reply).startsWith("HTTP/1.1 200").doesNotContain("Access-Control-", "Vary");
      assertThat(preflight).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  @DisplayName(
      "* with credentials or beside others, and what is no origin, is refused at the start")
  void malformed() {
    assertThatThrownBy(() -> new CrossOrigin(List.of("*"), true))
        .isInstanceOf(IllegalArgumentException.class);
    for (List<String> origins :
        List.of(
            List.of("*", ORIGIN),
            List.of("app.example"),
            List.of("https://app.example/"),
            List.of("https://App.example"),
            List.of("null"),
            List.of("https://*.example"))) {
      assertThatThrownBy(() -> new CrossOrigin(origins, false))
          .as("%s", origins)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("a page of another site writes nothing, though the server asks for no credentials")
  void otherSites() {
    String plain = "Content-Type: text/plain\r\nContent-Length: 0";
    try (RunningServer open = new RunningServer()) {
      for (String site : List.of("cross-site", "same-site")) {
        assertThat(
                send(
                    open,
                    "POST /c/",
                    "Sec-Fetch-Site: " + site,
                    "Origin: http://evil.example",
                    plain))
            .startsWith("HTTP/1.1 403")
            .contains("cors-origins");
      }
      assertThat(send(open, "GET /c/")).startsWith("HTTP/1.1 404");
      for (String site : List.of("same-origin", "none")) {
        assertThat(send(open, "POST /c/", "Sec-Fetch-Site: " + site, plain))
            .startsWith("HTTP/1.1 201");
      }
      assertThat(send(open, "GET /c/", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  @DisplayName("a page of an origin that may use the server writes")
  void sharedSites() {
    ServerOptions options =
        RunningServer.options()
            .with(Protocol.DEFAULT.sharedWith(new CrossOrigin(List.of(ORIGIN), false)));
    String[] lines = {"Sec-Fetch-Site: cross-site", "Content-Length: 0", "Origin: " + ORIGIN};
    try (RunningServer open = new RunningServer(new InMemoryStore(), options)) {
      assertThat(send(open, "POST /c/", lines)).startsWith("HTTP/1.1 201");
      lines[2] = "Origin: http://evil.example";
      assertThat(send(open, "POST /c/", lines)).startsWith("HTTP/1.1 403");
    }
  }
}
