package dev.etagere.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * An HTTP server on the loopback interface that answers as a test says and notes what it was asked.
 */
final class ScriptedServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Said> script;

  /** A request as it came. */
  record Asked(String method, String target, Map<String, List<String>> fields, String body) {
    Optional<String> field(String name) {
      return Optional.ofNullable(fields.get(name)).map(values -> String.join(", ", values));
    }
  }

  /** A reply as it is to be sent; status 0 breaks the connection instead. */
  record Said(int status, String body, Map<String, List<String>> fields) {
    Said with(String name, String value) {
      Map<String, List<String>> more = new LinkedHashMap<>(fields);
      more.merge(
          name,
          List.of(value),
          (one, two) -> {
            List<String> both = new ArrayList<>(one);
            both.addAll(two);
            return both;
          });
      return new Said(status, body, more);
    }
  }

  ScriptedServer(Function<Asked, Said> script) {
    this.script = script;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  static Said say(int status, String body) {
    return new Said(status, body, Map.of());
  }

  static Said say(int status) {
    return say(status, "");
  }

  /** No reply: the connection breaks. */
  static Said nothing() {
    return say(0);
  }

  void script(Function<Asked, Said> other) {
    script = other;
  }

  URI uri() {
    return URI.create("http://localhost:" + http.getAddress().getPort() + "/");
  }

  List<Asked> asked() {
    return asked;
  }

  Asked lastAsked() {
    return asked.get(asked.size() - 1);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Asked request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8));
      asked.add(request);
      Said said = script.apply(request);
      if (said.status() == 0) {
        throw new IOException("the test breaks this connection");
      }
      exchange.getResponseHeaders().putAll(said.fields());
      send(exchange, said);
    }
  }

  private static void send(HttpExchange exchange, Said said) throws IOException {
    byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
