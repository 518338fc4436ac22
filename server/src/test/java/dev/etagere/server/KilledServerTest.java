package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server that is killed (-9)")
class KilledServerTest {

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path", ""),
            HesitantServer.class.getName(),
            folder.resolve("store").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private RunningServer restarted() {
    return new RunningServer(RocksDbStore.open(folder.resolve("store"), StoreObserver.NONE));
  }

  private static HttpRequest write(String method, URI uri, String content, String... fields) {
    return HttpRequest.newBuilder(uri)
        .method(method, HttpRequest.BodyPublishers.ofString(content))
        .headers(fields)
        .build();
  }

  @Test
  @Timeout(300)
  @DisplayName(
      "between commit and reply: a retry with the same key gets the first outcome and its tag, once for all")
  void betweenCommitAndReply() throws Exception {
    Process server = start();
    try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
      URI base = URI.create(said.readLine());
      CompletableFuture<HttpResponse<String>> put =
          client.sendAsync(
              write(
                  "PUT",
                  base.resolve(HesitantServer.PREFIX + "a"),
                  "{\"n\": 1}",
                  "Content-Type",
                  "application/json",
                  "Idempotency-Key",
                  "\"k-1\""),
              BodyHandlers.ofString());
      assertThat(said.readLine()).isEqualTo("committed");
      server.destroyForcibly().waitFor();
      assertThat(put).failsWithin(60, TimeUnit.SECONDS);
    } finally {
      server.destroyForcibly().waitFor();
    }

    try (RunningServer restarted = restarted()) {
      String path = HesitantServer.PREFIX + "a";
      String tag = restarted.get(path).etag();
      Reply retried = retry(restarted, path, "{\"n\": 1}");
      Reply again = retry(restarted, path, "{\"n\": 1}");

      assertThat(tag).startsWith("\"1.");
      assertThat(retried.status()).isEqualTo(201);
      assertThat(retried.etag()).isEqualTo(tag);
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.etag()).isEqualTo(tag);
      assertThat(retry(restarted, path, "{\"n\": 2}").problem("error")).isEqualTo("key_reused");
      assertThat(restarted.get("/-/versions" + path).json().path("versions").size()).isEqualTo(1);
      assertThat(restarted.put(path, "{\"n\": 1}").status()).isEqualTo(428);
    }
  }

  private static Reply retry(RunningServer server, String path, String content) {
    return server.put(
        path, content, "Content-Type", "application/json", "Idempotency-Key", "\"k-1\"");
  }

  @Test
  @Timeout(300)
  @DisplayName("and started anew: what clients have in their caches is judged as before")
  void staleCaches() throws Exception {
    String fresh;
    String stale;
    Process server = start();
    try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
      URI uri = URI.create(said.readLine()).resolve("/notes/1");
      stale = written(uri, "{\"a\": 1, \"b\": 1}", "If-None-Match", "*");
      fresh = written(uri, "{\"a\": 2, \"b\": 1}", "If-Match", stale);
    } finally {
      server.destroyForcibly().waitFor();
    }

    try (RunningServer restarted = restarted()) {
      assertThat(restarted.get("/notes/1", "If-None-Match", fresh).status()).isEqualTo(304);
      assertThat(restarted.get("/notes/1", "If-None-Match", stale).status()).isEqualTo(200);

      Reply refused =
          restarted.put(
              "/notes/1",
              "{\"a\": 1, \"b\": 2}",
              "Content-Type",
              "application/json",
              "If-Match",
              stale,
              "Prefer",
              "merge");

      assertThat(refused.status()).isEqualTo(412);
      assertThat(refused.problem("reason")).isEqualTo("stale");
      assertThat(refused.etag()).isEqualTo(fresh);
      assertThat(refused.json().at("/changed/0").asString()).isEqualTo("/a");
      assertThat(refused.json().at("/merge/clean").asBoolean()).isTrue();
      assertThat(refused.json().at("/merge/document/a").asInt()).isEqualTo(2);
      assertThat(refused.json().at("/merge/document/b").asInt()).isEqualTo(2);
    }
  }

  private String written(URI uri, String content, String field, String value) throws Exception {
    HttpRequest request =
        write("PUT", uri, content, "Content-Type", "application/json", field, value);
    HttpResponse<String> reply = client.send(request, BodyHandlers.ofString());
    assertThat(reply.statusCode()).isIn(201, 204);
    return reply.headers().firstValue("ETag").orElseThrow();
  }
}
