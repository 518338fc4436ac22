package dev.etagere.cli;

import dev.etagere.client.EtagereClient;
import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands against Etagere in memory, with a cache folder of their own. */
final class LocalCommands implements AutoCloseable {
  private final Store store = new InMemoryStore();
  private final EtagereServer server;

  LocalCommands(Path cache) {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      server = EtagereServer.start(ServerOptions.on(anyPort), store);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    System.setProperty("ETAGERE_CACHE", cache.toString());
  }

  URI uri() {
    return server.uri();
  }

  /** Another caller of the same server. */
  EtagereClient rival() {
    return EtagereClient.of(server.uri().toString());
  }

  Ran run(String... arguments) {
    return runAt(server.uri().toString(), arguments);
  }

  static Ran runAt(String server, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--server", server));
    return Ran.etagere(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    System.clearProperty("ETAGERE_CACHE");
    server.close();
    store.close();
  }
}
