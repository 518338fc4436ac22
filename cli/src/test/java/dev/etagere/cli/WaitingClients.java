package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Readers who wait for a version that never comes, and listeners to the changes of others. */
final class WaitingClients implements AutoCloseable {

  private final ServerProcess server;
  private final List<Socket> readers = new ArrayList<>();
  private final List<Socket> listeners = new ArrayList<>();

  WaitingClients(ServerProcess server, int readers, int listeners) throws IOException {
    this.server = server;
    HttpResponse<String> stored = server.send("PUT", "/waited", "x");
    String tag = stored.headers().firstValue("ETag").orElseThrow();
    for (int i = 0; i < readers; i++) {
      this.readers.add(asked("/waited", "If-None-Match: " + tag + "\r\nPrefer: wait=60"));
    }
    for (int i = 0; i < listeners; i++) {
      this.listeners.add(asked("/-/changes", "Accept: text/event-stream"));
    }
  }

  private Socket asked(String path, String fields) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n"
                .formatted(path, fields)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  void awaitAllThere() throws IOException {
    String metrics = "";
    while (!metrics.contains("\netagere_waiting %d.0".formatted(readers.size()))
        || !metrics.contains("\netagere_listeners %d.0".formatted(listeners.size()))) {
      metrics = server.send("GET", "/-/metrics", "").body();
    }
  }

  /** Each reader is told that nothing has changed; each stream ends behind a whole event. */
  void assertAnswered() throws IOException {
    for (Socket reader : readers) {
      assertThat(rest(reader)).startsWith("HTTP/1.1 304 ").endsWith("\r\n\r\n");
    }
    for (Socket listener : listeners) {
      assertThat(rest(listener)).startsWith("HTTP/1.1 200 ").endsWith("\n\n\r\n0\r\n\r\n");
    }
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : readers) {
      socket.close();
    }
    for (Socket socket : listeners) {
      socket.close();
    }
  }
}
