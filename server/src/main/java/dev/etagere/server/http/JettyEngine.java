package dev.etagere.server.http;

import dev.etagere.server.Limits;
import dev.etagere.server.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Jetty, reduced to what Etagere asks of an HTTP engine: requests in, responses out. */
public final class JettyEngine implements AutoCloseable {

  /**
   * A listener holds its task for as long as it listens; the cap on connections bounds tasks, too.
   */
  private static final int UNBOUNDED = 0;

  /** A bare LF ends no line; of an absolute target and Host the target counts (RFC 9112 §3.2.2). */
  private static final HttpCompliance HTTP =
      HttpCompliance.RFC9110
          .without("etagere-lines", Violation.LF_HEADER_TERMINATION)
          .with("etagere", Violation.MISMATCHED_AUTHORITY);

  /** The contract's own rules decide on the raw path; a fragment is never sent (RFC 9112 §3.2). */
  private static final UriCompliance URI =
      UriCompliance.UNSAFE.without("etagere", UriCompliance.Violation.FRAGMENT);

  private final Server server;
  private final ServerConnector connector;

  private JettyEngine(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Begins to serve.
   *
   * @param options where to listen, and within which limits
   * @throws IOException if the address cannot be bound
   */
  public static JettyEngine start(ServerOptions options, Handler handler) throws IOException {
    Limits limits = options.limits();
    CrossOriginSharing sharing = new CrossOriginSharing(options.protocol().crossOrigin());
    Server server = new Server(new VirtualThreadPool(UNBOUNDED));
    ServerConnector connector = connector(server, options.address(), limits);
    RequestIds ids = new RequestIds(() -> ThreadLocalRandom.current().nextLong());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.setHandler(new GracefulHandler(new JettyHandler(handler, ids, limits, sharing)));
    server.setErrorHandler(new JettyErrors(ids, sharing));
    server.setStopTimeout(options.stopWithin().toMillis());
    start(server, options.address());
    return new JettyEngine(server, connector);
  }

  private static ServerConnector connector(
      Server server, InetSocketAddress address, Limits limits) {
    ServerConnector connector =
        new TimedConnector(
            server, limits.patience(), new HttpConnectionFactory(configuration(limits)));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setReuseAddress(true);
    return connector;
  }

  private static HttpConfiguration configuration(Limits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setRequestHeaderSize(limits.headerBytes());
    configuration.setHttpCompliance(HTTP);
    configuration.setUriCompliance(URI);
    return configuration;
  }

  private static void start(Server server, InetSocketAddress address) throws IOException {
    try {
      server.start();
    } catch (IOException cannotBind) {
      stopQuietly(server);
      throw cannotBind;
    } catch (Exception unforeseen) {
      stopQuietly(server);
      throw new IOException("cannot serve on " + address, unforeseen);
    }
  }

  private static void stopQuietly(Server server) {
    try {
      server.stop();
    } catch (Exception alreadyFailing) {
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
    try {
      server.stop();
    } catch (Exception unforeseen) {
      throw new IllegalStateException("the HTTP engine did not stop", unforeseen);
    }
  }
}
