package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.SmallServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first OutOfMemoryError would end the server's process. */
@DisplayName("A server with a heap of 96 MiB")
class SmallHeapTest {

  private static final int AT_ONCE = 24;

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:+UseParallelGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path", ""),
            SmallServer.class.getName(),
            folder.resolve("store").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static HttpRequest request(URI uri, String method, byte[] content, String... fields) {
    return HttpRequest.newBuilder(uri)
        .method(method, BodyPublishers.ofByteArray(content))
        .headers(fields)
        .build();
  }

  /** Sends all at once; what the statuses were. */
  private Set<Integer> atOnce(IntFunction<HttpRequest> requests) throws Exception {
    List<Future<Integer>> statuses = new ArrayList<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, AT_ONCE)
          .mapToObj(requests)
          .forEach(request -> statuses.add(senders.submit(() -> send(request).statusCode())));
    }
    Set<Integer> different = new TreeSet<>();
    for (Future<Integer> status : statuses) {
      different.add(status.get());
    }
    return different;
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofByteArray());
  }

  private static byte[] document(int bytes) {
    StringBuilder document = new StringBuilder("[0");
    for (int i = 0; document.length() < bytes; i++) {
      document.append(",{\"id\":").append(i).append(",\"name\":\"the name of it\"}");
    }
    return document.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Timeout(300)
  @DisplayName(
      "stores, merges, patches and lists large content of many at once, or says 503, and lives")
  void manyAtOnce() throws Exception {
    Process server = start();
    try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
      URI base = URI.create(said.readLine());
      byte[] large = document(8 << 20);
      byte[] some = document(60_000);
      String json = "application/json";

      assertThat(
              atOnce(i -> request(base.resolve("large/" + i), "PUT", large, "Content-Type", json)))
          .contains(201)
          .isSubsetOf(201, 503);
      assertThat(atOnce(i -> request(base.resolve("list/" + i), "PUT", some, "Content-Type", json)))
          .containsExactly(201);
      byte[] patch =
          "[{\"op\":\"add\",\"path\":\"/-\",\"value\":1}]".getBytes(StandardCharsets.UTF_8);
      String patches = "application/json-patch+json";
      assertThat(
              atOnce(i ->
                  request(
                      base.resolve("list/0"),
                      "PATCH",
                      patch,
                      "Content-Type",
                      patches,
                      "If-Match",
                      "*")))
          .contains(204)
          .isSubsetOf(204, 503);
      assertThat(
              atOnce(i ->
                  HttpRequest.newBuilder(base.resolve("list/?include=content&limit=100")).build()))
          .contains(200)
          .isSubsetOf(200, 503);
      assertThat(atOnce(i -> HttpRequest.newBuilder(base.resolve("list/")).build()))
          .containsExactly(200);
      assertThat(atOnce(i -> request(base.resolve("-/batch"), "POST", some, "Content-Type", json)))
          .isSubsetOf(400, 503);

      assertThat(server.isAlive()).isTrue();
    } finally {
      server.destroyForcibly().waitFor();
    }
  }
}
