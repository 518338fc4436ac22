package dev.etagere.client;

import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Etagere itself, in memory, on a free port of the loopback interface. */
public final class LocalServer implements AutoCloseable {
  private final Store store = new InMemoryStore();
  private final EtagereServer server;

  public LocalServer() {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      server = EtagereServer.start(ServerOptions.on(anyPort), store);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public URI uri() {
    return server.uri();
  }

  public EtagereClient client() {
    return EtagereClient.of(uri().toString());
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
