package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Limits;
import dev.etagere.server.RunningServer;
import dev.etagere.storage.InMemoryStore;
import java.util.concurrent.TimeUnit;

/** A running server, spoken to byte by byte. */
final class WireServer implements AutoCloseable {

  /** Ends a request's header and asks for the connection to be closed. */
  static final String LAST = "Host: etagere\r\nConnection: close\r\n\r\n";

  /** Ends a request's header. */
  static final String MORE = "Host: etagere\r\n\r\n";

  private final RunningServer server;

  WireServer() {
    this(Limits.DEFAULT);
  }

  WireServer(Limits limits) {
    server = new RunningServer(new InMemoryStore(), RunningServer.options().with(limits));
  }

  RunningServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  RawConnection connect() {
    return new RawConnection(server.port());
  }

  /** The reply to a request on a connection of its own. */
  RawReply exchange(String request) {
    return RawConnection.exchange(server.port(), request);
  }

  /** Asks again until the reply has a status, or patience is over. */
  RawReply eventually(String request, int status) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    RawReply reply = exchange(request);
    while (reply.status() != status && System.nanoTime() < end) {
      Thread.onSpinWait();
      reply = exchange(request);
    }
    return reply;
  }

  /** GET of a target, as it stands. */
  RawReply get(String target, String... lines) {
    return exchange("GET " + target + " HTTP/1.1\r\n" + header(lines) + LAST);
  }

  static String header(String... lines) {
    return lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
  }

  /** The header and content of a PUT that keeps the connection open. */
  static String put(String target, String content, String... lines) {
    return "PUT %s HTTP/1.1\r\nHost: etagere\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(target, header(lines), content.length(), content);
  }

  /** Stores a text; its tag. */
  String stored(String path, String content) {
    var reply = server.put(path, content, "Content-Type", "text/plain");
    assertThat(reply.status()).isEqualTo(201);
    return reply.etag();
  }

  void assertNothingAt(String path) {
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Override
  public void close() {
    server.close();
  }
}
