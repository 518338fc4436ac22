package dev.etagere.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
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

/** {@code etagere serve} as a process of its own, on a free port. */
final class ServerProcess implements AutoCloseable {

  private static final String SAYS = "Etagere listens on ";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI uri;

  ServerProcess(Path data, String... more) {
    try {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1", // starts sooner, and lives only for seconds
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path", ""),
                  "dev.etagere.cli.Main",
                  "serve",
                  "--port",
                  "0",
                  "--data",
                  data.toString()));
      command.addAll(List.of(more));
      this.process =
          new ProcessBuilder(command)
              .redirectError(data.resolveSibling("server.log").toFile())
              .start();
      this.uri = announced(process);
    } catch (IOException cannotStart) {
      throw new UncheckedIOException(cannotStart);
    }
  }

  private static URI announced(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(SAYS)) {
        return URI.create(line.substring(SAYS.length()));
      }
    }
    throw new IllegalStateException("the server did not start");
  }

  int port() {
    return uri.getPort();
  }

  /** Waits until no connection is accepted any more. */
  void awaitRefusing() {
    boolean accepts = true;
    while (accepts) {
      try (Socket probe = new Socket(uri.getHost(), uri.getPort())) {
        accepts = probe.isConnected();
      } catch (IOException refused) {
        accepts = false;
      }
    }
  }

  /** SIGKILL: no line of the server's code runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** What the process ends with. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Sends a request; {@code fields} are names and values by turns.
   *
   * @throws IOException if the server broke off
   */
  HttpResponse<String> send(String method, String path, String content, String... fields)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri.resolve(path)).method(method, BodyPublishers.ofString(content));
    if (fields.length > 0) {
      request.headers(fields);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.shutdownNow();
  }
}
