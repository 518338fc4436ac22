package dev.etagere.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on this machine that does errands for its operator. */
final class RunningServer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String MAKES_SURE_IT_RUNS = "/-/health/live";

  private final ControlFile control;

  RunningServer(ControlFile control) {
    this.control = control;
  }

  boolean answers() {
    try (HttpClient client = client()) {
      HttpRequest request = request(MAKES_SURE_IT_RUNS).timeout(PATIENCE).GET().build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException gone) {
      return false;
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  /**
   * Has an errand run, and hands on its lines as they come.
   *
   * @param target path and query
   * @throws IllegalStateException if the server refuses, with its sentence
   */
  void run(String target, Consumer<JsonNode> lines) {
    try (HttpClient client = client()) {
      HttpResponse<java.io.InputStream> reply =
          client.send(
              request(target).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofInputStream());
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8))) {
        if (reply.statusCode() != 200) {
          throw new IllegalStateException(
              JSON.readTree(reader).path("detail").asString("status " + reply.statusCode()));
        }
        reader.lines().map(JSON::readTree).forEach(lines);
      }
    } catch (IOException | UncheckedIOException broken) {
      throw new IllegalStateException(
          "the server at " + control.server() + " broke off: " + broken.getMessage(), broken);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static IllegalStateException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", interrupted);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(control.server() + target.substring(1)))
        .header("Authorization", "Bearer " + control.secret());
  }
}
