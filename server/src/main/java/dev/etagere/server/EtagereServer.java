package dev.etagere.server;

import dev.etagere.server.changes.Tail;
import dev.etagere.server.history.Bounds;
import dev.etagere.server.history.Compactor;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.JettyEngine;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.operations.Housekeeping;
import dev.etagere.server.operations.Traces;
import dev.etagere.server.rules.StoredRulebook;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** A running server over a store. */
public final class EtagereServer implements AutoCloseable {

  private final JettyEngine engine;
  private final Tail tail;
  private final URI uri;
  private final Housekeeping housekeeping;

  private EtagereServer(JettyEngine engine, Tail tail, URI uri, Housekeeping housekeeping) {
    this.engine = engine;
    this.tail = tail;
    this.uri = uri;
    this.housekeeping = housekeeping;
  }

  /**
   * Begins to serve what is in the store. The store stays the caller's to close, after the server.
   *
   * @throws IOException if the address cannot be bound, or the files for TLS are of no use
   */
  public static EtagereServer start(ServerOptions options, Store store) throws IOException {
    Tail tail = new Tail(store);
    try {
      JettyEngine engine = JettyEngine.start(options, traced(options, store, tail));
      return new EtagereServer(
          engine, tail, uri(options, engine.port()), housekeeping(options, store));
    } catch (IOException cannotBind) {
      tail.close();
      throw cannotBind;
    }
  }

  private static Housekeeping housekeeping(ServerOptions options, Store store) {
    Retention retention = options.retention();
    Supplier<Bounds> bounds =
        new RuledHistory(new StoredRulebook(store, MemoryBudget.unlimited()), retention);
    return new Housekeeping(
        retention.sweep(),
        List.of(
            () -> store.expire(options.clock().instant()),
            new Compactor(store, options.clock(), bounds)));
  }

  private static Handler traced(ServerOptions options, Store store, Tail tail) {
    return Traces.to(options.observers().traces())
        .map(traces -> traces.of(new Handlers(options, traces.of(store), tail).all()))
        .orElseGet(() -> new Handlers(options, store, tail).all());
  }

  private static URI uri(ServerOptions options, int port) {
    String scheme = options.protocol().tls().isPresent() ? "https" : "http";
    String host = options.address().getHostString();
    return URI.create(
        "%s://%s:%d/".formatted(scheme, host.contains(":") ? "[" + host + "]" : host, port));
  }

  /** Where the server is reached: {@code http://127.0.0.1:8412/}. */
  public URI uri() {
    return uri;
  }

  /** Stops accepting, finishes what is in flight, closes the connections. */
  @Override
  public void close() {
    tail.close();
    engine.close();
    housekeeping.close();
  }
}
