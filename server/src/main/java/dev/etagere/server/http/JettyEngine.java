package dev.etagere.server.http;

import dev.etagere.server.Limits;
import dev.etagere.server.ServerOptions;
import dev.etagere.server.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty, reduced to what Etagere asks of an HTTP engine: requests in, responses out. */
public final class JettyEngine implements AutoCloseable {

  /**
   * A listener holds its task for as long as it listens; the cap on connections bounds tasks, too.
   */
  private static final int UNBOUNDED = 0;

  private static final Logger LOG = LoggerFactory.getLogger(JettyEngine.class);

  private final Server server;
  private final ServerConnector connector;
  private final GracefulHandler requests;
  private final Duration stopWithin;
  private final Optional<TlsReload> tls;

  private JettyEngine(
      Server server,
      ServerConnector connector,
      GracefulHandler requests,
      Duration stopWithin,
      Optional<TlsReload> tls) {
    this.server = server;
    this.connector = connector;
    this.requests = requests;
    this.stopWithin = stopWithin;
    this.tls = tls;
  }

  /**
   * Begins to serve.
   *
   * @param options where to listen, and within which limits
   * @throws IOException if the address cannot be bound, or the files for TLS are of no use
   */
  public static JettyEngine start(ServerOptions options, Handler handler) throws IOException {
    Limits limits = options.limits();
    CrossOriginSharing sharing = new CrossOriginSharing(options.protocol().crossOrigin());
    Server server = new Server(new VirtualThreadPool(UNBOUNDED));
    Optional<TlsReload> tls = tls(options);
    ServerConnector connector =
        new TimedConnector(
            server, limits.patience(), Connections.of(options, tls.map(TlsReload::context)));
    listen(connector, options.address(), limits);
    RequestIds ids = new RequestIds(() -> ThreadLocalRandom.current().nextLong());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    GracefulHandler requests = new GracefulHandler(new JettyHandler(handler, ids, limits, sharing));
    server.setHandler(requests);
    server.setErrorHandler(new JettyErrors(ids, sharing));
    JettyEngine engine = new JettyEngine(server, connector, requests, options.stopWithin(), tls);
    engine.start(options.address());
    return engine;
  }

  private static Optional<TlsReload> tls(ServerOptions options) throws IOException {
    Optional<TlsFiles> files = options.protocol().tls();
    return files.isEmpty() ? Optional.empty() : Optional.of(TlsReload.of(files.get()));
  }

  private static void listen(ServerConnector connector, InetSocketAddress address, Limits limits) {
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(limits.idle().toMillis());
    // The default, a second, would end requests in flight that pause while the server stops.
    connector.setShutdownIdleTimeout(limits.idle().toMillis());
    connector.setReuseAddress(true);
  }

  private void start(InetSocketAddress address) throws IOException {
    try {
      server.start();
    } catch (IOException cannotBind) {
      stopQuietly();
      throw cannotBind;
    } catch (Exception unforeseen) {
      stopQuietly();
      throw new IOException("cannot serve on " + address, unforeseen);
    }
  }

  private void stopQuietly() {
    try {
      close();
    } catch (IllegalStateException alreadyFailing) {
      // the failure to start is the one to report
    }
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Stops accepting, lets requests in flight finish within the time given at the start, then
   * closes.
   */
  @Override
  public void close() {
    tls.ifPresent(TlsReload::close);
    try {
      finishRequests();
      server.stop();
    } catch (Exception unforeseen) {
      throw new IllegalStateException("the HTTP engine did not stop", unforeseen);
    }
  }

  /** Waits for requests, not for connections: those that clients keep open are closed. */
  private void finishRequests() throws ExecutionException, InterruptedException {
    if (!server.isStarted()) {
      return;
    }
    CompletableFuture<Void> connections = connector.shutdown();
    try {
      requests.shutdown().get(stopWithin.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      LOG.warn("requests in flight were cut off after {}", stopWithin);
    } finally {
      connections.cancel(false);
    }
  }
}
