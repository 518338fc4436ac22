package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.InMemoryStore;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("HTTP/2 (RFC 9113) does what HTTP/1.1 does")
@Timeout(300)
class Http2Test {

  private static final byte SETTINGS = 4;

  /** The same sentences over TLS and in the clear. */
  abstract static class Sentences {

    private RunningServer server;
    private HttpClient client;

    abstract RunningServer server(Duration idle) throws Exception;

    abstract HttpClient client() throws Exception;

    @BeforeEach
    void start() throws Exception {
      server = server(Limits.DEFAULT.idle());
      client = client();
    }

    @AfterEach
    void stop() {
      client.close();
      server.close();
    }

    private URI at(String path) {
      return server.uri().resolve(path);
    }

    private HttpRequest.Builder request(String path, String... fields) {
      HttpRequest.Builder builder = HttpRequest.newBuilder(at(path));
      return fields.length == 0 ? builder : builder.headers(fields);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      return response;
    }

    private HttpResponse<byte[]> get(String path, String... fields) throws Exception {
      return send(request(path, fields));
    }

    private HttpResponse<byte[]> put(String path, byte[] content, String... fields)
        throws Exception {
      get("/-/health/live"); // the upgrade, where there is one, is behind a request without content
      return send(request(path, fields).PUT(BodyPublishers.ofByteArray(content)));
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String field(HttpResponse<?> response, String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Test
    @DisplayName("conditions: 201, 304, 204, 412 with a problem that says why, 428")
    void conditions() throws Exception {
      HttpResponse<byte[]> created = put("/h/a", bytes("{\"n\":1}"));
      String tag = field(created, "ETag");
      HttpResponse<byte[]> saved = put("/h/a", bytes("{\"n\":2}"), "If-Match", tag);
      HttpResponse<byte[]> stale = put("/h/a", bytes("{\"n\":3}"), "If-Match", tag);
      String problem = new String(stale.body(), StandardCharsets.UTF_8);

      assertThat(created.statusCode()).isEqualTo(201);
      assertThat(saved.statusCode()).isEqualTo(204);
      assertThat(stale.statusCode()).isEqualTo(412);
      assertThat(field(stale, "ETag")).isEqualTo(field(saved, "ETag"));
      assertThat(problem).contains("\"stale\"", "\"" + server.uri() + "-/problems/");
      assertThat(put("/h/a", bytes("{}")).statusCode()).isEqualTo(428);
      assertThat(get("/h/a", "If-None-Match", field(saved, "ETag")).statusCode()).isEqualTo(304);
    }

    @Test
    @DisplayName("ranges and HEAD")
    void ranges() throws Exception {
      put("/h/r", bytes("0123456789"));

      HttpResponse<byte[]> part = get("/h/r", "Range", "bytes=2-5");
      HttpResponse<byte[]> head = send(request("/h/r").HEAD());

      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(bytes("2345"));
      assertThat(get("/h/r", "Range", "bytes=10-").statusCode()).isEqualTo(416);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(field(head, "Content-Length")).isEqualTo("10");
      assertThat(head.body()).isEmpty();
    }

    @Test
    @DisplayName("large content, with its length declared and without, in both directions")
    void large() throws Exception {
      byte[] content = new byte[3_000_000];
      new Random(5).nextBytes(content);
      put("/h/declared", content);
      HttpResponse<byte[]> streamed =
          send(
              request("/h/streamed")
                  .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))));

      assertThat(streamed.statusCode()).isEqualTo(201);
      assertThat(Arrays.equals(get("/h/declared").body(), content)).isTrue();
      assertThat(Arrays.equals(get("/h/streamed").body(), content)).isTrue();
    }

    @Test
    @DisplayName("a condition that is false is answered before the content is sent (Expect)")
    void expect() throws Exception {
      String tag = field(put("/h/e", bytes("1")), "ETag");
      put("/h/e", bytes("2"), "If-Match", tag);
      byte[] content = new byte[100_000];
      for (int i = 0; i < 50; i++) { // a reset that overtakes the reply was seen once in forty
        HttpResponse<byte[]> refused =
            send(
                request("/h/e", "If-Match", tag)
                    .expectContinue(true)
                    .PUT(BodyPublishers.ofByteArray(content)));
        assertThat(refused.statusCode()).isEqualTo(412);
      }

      HttpResponse<byte[]> taken =
          send(request("/h/new").expectContinue(true).PUT(BodyPublishers.ofByteArray(content)));
      assertThat(taken.statusCode()).isEqualTo(201);
    }

    @Test
    @DisplayName("what is refused by its header reaches a client that is still sending")
    void refusedEarly() throws Exception {
      put("/h/early", bytes("1"));
      for (int length : new int[] {1, 1_000, 100_000, 2_000_000}) {
        HttpResponse<byte[]> unknown =
            put("/h/early", new byte[length], "Content-Encoding", "br", "If-Match", "*");

        assertThat(unknown.statusCode()).as("%d bytes", length).isEqualTo(415);
      }
    }

    @Test
    @DisplayName("a wait outlasts the silence that connections may have")
    void silence() throws Exception {
      client.close();
      server.close();
      server = server(Duration.ofSeconds(3));
      client = client();
      String tag = field(put("/h/silent", bytes("x")), "ETag");

      HttpResponse<byte[]> reply = get("/h/silent", "If-None-Match", tag, "Prefer", "wait=4");

      assertThat(reply.statusCode()).isEqualTo(304);
    }

    @Test
    @DisplayName("server-sent events, beside requests on the same connection")
    void events() throws Exception {
      get("/-/health/live");
      HttpResponse<InputStream> stream =
          client.send(
              request("/-/changes?prefix=/h/", "Accept", "text/event-stream").build(),
              BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
        String tag = field(put("/h/s", bytes("x")), "ETag").replace("\"", "\\\"");

        assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(lines.lines().filter(line -> line.startsWith("data:")).findFirst())
            .hasValueSatisfying(data -> assertThat(data).contains(tag));
      }
    }

    @Test
    @DisplayName("many requests at once, of which one wins under each tag")
    void race() throws Exception {
      String tag = field(put("/h/race", bytes("0")), "ETag");
      List<CompletableFuture<HttpResponse<String>>> writers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        writers.add(
            client.sendAsync(
                request("/h/race", "If-Match", tag)
                    .PUT(BodyPublishers.ofString(String.valueOf(i)))
                    .build(),
                BodyHandlers.ofString()));
      }

      List<Integer> statuses =
          writers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();

      assertThat(statuses).containsOnly(204, 412).containsOnlyOnce(204);
    }
  }

  @Test
  @DisplayName("§3.3: a client that knows that the server speaks it begins with the preface")
  void priorKnowledge() throws IOException {
    byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] emptySettings = {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0};
    try (RunningServer server = new RunningServer();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(preface);
      socket.getOutputStream().write(emptySettings);

      byte[] frame = socket.getInputStream().readNBytes(emptySettings.length);

      assertThat(frame[3]).isEqualTo(SETTINGS);
    }
  }

  private static ServerOptions silentFor(Duration idle) {
    Limits usual = Limits.DEFAULT;
    return RunningServer.options()
        .with(
            new Limits(
                usual.headerBytes(),
                usual.targetBytes(),
                usual.contentBytes(),
                idle,
                usual.patience(),
                usual.connections(),
                usual.requests()));
  }

  @Nested
  @DisplayName("in the clear (h2c), by upgrade from HTTP/1.1")
  class Clear extends Sentences {

    @Override
    RunningServer server(Duration idle) {
      return new RunningServer(new InMemoryStore(), silentFor(idle));
    }

    @Override
    HttpClient client() {
      return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    }
  }

  @Nested
  @DisplayName("over TLS (h2), by ALPN")
  class Secure extends Sentences {

    @TempDir private Path folder;

    private Optional<Certificates> made = Optional.empty();

    @Override
    RunningServer server(Duration idle) throws Exception {
      TlsFiles files = certificate().write(folder);
      return new RunningServer(
          new InMemoryStore(), silentFor(idle).with(Protocol.DEFAULT.secured(files)));
    }

    private Certificates certificate() throws Exception {
      if (made.isEmpty()) {
        made = Optional.of(Certificates.make(folder, "first", "EC"));
      }
      return made.orElseThrow();
    }

    @Override
    HttpClient client() throws Exception {
      return HttpClient.newBuilder().sslContext(certificate().trusting()).build();
    }
  }
}
