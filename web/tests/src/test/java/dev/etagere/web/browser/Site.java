package dev.etagere.web.browser;

import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ThreadLocalRandom;

/** A real server on a free port, which can be stopped and started on the same store and port. */
final class Site implements AutoCloseable {

  private final Store store = new InMemoryStore();
  private final HttpClient client = HttpClient.newHttpClient();
  private final boolean asksForTokens;
  private EtagereServer server;
  private final int port;

  private Site(boolean asksForTokens) {
    this.asksForTokens = asksForTokens;
    this.port = freePort();
    this.server = start(port);
  }

  /** A server that anybody may use, and that so knows nobody's name. */
  static Site open() {
    return new Site(false);
  }

  /** A server for which everybody's token is the own name. */
  static Site withTokens() {
    return new Site(true);
  }

  /**
   * A port below those that systems give to connections on their way out, which might take it while
   * the server is stopped.
   */
  private static int freePort() {
    int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
    return isFree(port) ? port : freePort();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  URI uri(String path) {
    return server.uri().resolve(path);
  }

  /** Scheme, host and port, without a slash. */
  String origin() {
    return uri("/").toString().replaceAll("/$", "");
  }

  void stop() {
    server.close();
  }

  void startAgain() {
    server = start(port);
  }

  /** Writes as somebody outside the browser; the tag of what was made. */
  String put(String writer, String path, String json, String... headers) {
    return send(writer, "PUT", path, json, headers).headers().firstValue("ETag").orElseThrow();
  }

  void post(String writer, String path, String json) {
    send(writer, "POST", path, json);
  }

  void delete(String writer, String path, String etag) {
    send(writer, "DELETE", path, "", "If-Match", etag);
  }

  String get(String writer, String path) {
    return send(writer, "GET", path, "").body();
  }

  String etag(String writer, String path) {
    return send(writer, "GET", path, "").headers().firstValue("ETag").orElseThrow();
  }

  private HttpResponse<String> send(
      String writer, String method, String path, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(method, BodyPublishers.ofString(json))
            .header("Content-Type", mediaType(path));
    if (asksForTokens) {
      request.header("Authorization", "Bearer " + writer);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> reply = client.send(request.build(), BodyHandlers.ofString());
      if (reply.statusCode() >= 400) {
        throw new IllegalStateException(method + " " + path + ": " + reply.body());
      }
      return reply;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String mediaType(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "md" -> "text/markdown";
      case "svg" -> "image/svg+xml";
      default -> "application/json";
    };
  }

  private EtagereServer start(int on) {
    ServerOptions options =
        ServerOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), on));
    try {
      return EtagereServer.start(asksForTokens ? options.with(new Names()) : options, store);
    } catch (IOException cannotBind) {
      throw new UncheckedIOException(cannotBind);
    }
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
