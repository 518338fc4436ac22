package dev.etagere.server;

import dev.etagere.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server on a free port of the loopback interface, and a plain client that speaks to it over a
 * socket.
 */
public final class RunningServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Store store;
  private final EtagereServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public RunningServer() {
    this(options());
  }

  public RunningServer(ServerOptions options) {
    this(Stores.open(), options);
  }

  public RunningServer(Store store) {
    this(store, options());
  }

  public RunningServer(Store store, ServerOptions options) {
    this.store = store;
    try {
      this.server = EtagereServer.start(options, store);
    } catch (IOException cannotBind) {
      throw new UncheckedIOException(cannotBind);
    }
  }

  /** The defaults, on a free port. */
  public static ServerOptions options() {
    return ServerOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public URI uri() {
    return server.uri();
  }

  public int port() {
    return server.uri().getPort();
  }

  public Store store() {
    return store;
  }

  /** Sends a request without content; {@code fields} are names and values by turns. */
  public Reply send(String method, String path, String... fields) {
    return exchange(request(method, path, BodyPublishers.noBody(), fields));
  }

  /** Sends a request with content. */
  public Reply send(String method, String path, byte[] content, String... fields) {
    return exchange(request(method, path, BodyPublishers.ofByteArray(content), fields));
  }

  public Reply get(String path, String... fields) {
    return send("GET", path, fields);
  }

  public Reply put(String path, String content, String... fields) {
    return send("PUT", path, content.getBytes(StandardCharsets.UTF_8), fields);
  }

  private HttpRequest request(
      String method, String path, HttpRequest.BodyPublisher content, String... fields) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(uri().toString().replaceFirst("/$", "") + path))
            .method(method, content);
    for (int i = 0; i < fields.length; i += 2) {
      builder.header(fields[i], fields[i + 1]);
    }
    return builder.build();
  }

  private Reply exchange(HttpRequest request) {
    try {
      return new Reply(client.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    store.close();
  }

  /** What the server answered. */
  public record Reply(HttpResponse<byte[]> response) {

    public int status() {
      return response.statusCode();
    }

    public String field(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String etag() {
      return field("ETag");
    }

    public byte[] bytes() {
      return response.body();
    }

    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** A member of the problem document, as text; empty where it is missing. */
    public String problem(String member) {
      return json().path(member).asString("");
    }
  }
}
