package dev.etagere.server.http;

import dev.etagere.server.Limits;
import dev.etagere.server.ServerOptions;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What a new connection speaks: over TLS, HTTP/2 or HTTP/1.1 as ALPN settles it; in the clear,
 * HTTP/1.1, or HTTP/2 for a client that knows of it before or asks to upgrade.
 */
final class Connections {

  /** How many requests a connection of HTTP/2 has in flight: RFC 9113 §6.5.2 advises no fewer. */
  private static final int STREAMS = 100;

  private static final String HTTP_1 = "http/1.1";

  /** A bare LF ends no line; of an absolute target and Host the target counts (RFC 9112 §3.2.2). */
  private static final HttpCompliance HTTP =
      HttpCompliance.RFC9110
          .without("etagere-lines", Violation.LF_HEADER_TERMINATION)
          .with("etagere", Violation.MISMATCHED_AUTHORITY);

  /** The contract's own rules decide on the raw path; a fragment is never sent (RFC 9112 §3.2). */
  private static final UriCompliance URI =
      UriCompliance.UNSAFE.without("etagere", UriCompliance.Violation.FRAGMENT);

  private Connections() {}

  static ConnectionFactory[] of(ServerOptions options, Optional<SslContextFactory.Server> tls) {
    HttpConfiguration configuration = configuration(options.limits());
    List<ConnectionFactory> factories =
        tls.isPresent()
            ? secure(configuration, options, tls.get())
            : List.of(
                new HttpConnectionFactory(configuration),
                bounded(new HTTP2CServerConnectionFactory(configuration), options));
    return factories.toArray(ConnectionFactory[]::new);
  }

  private static List<ConnectionFactory> secure(
      HttpConfiguration configuration, ServerOptions options, SslContextFactory.Server context) {
    // one certificate for all names: whatever name a client asks by, it checked the certificate
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", HTTP_1);
    alpn.setDefaultProtocol(HTTP_1);
    return List.of(
        new SslConnectionFactory(context, alpn.getProtocol()),
        alpn,
        bounded(new HTTP2ServerConnectionFactory(configuration), options),
        new HttpConnectionFactory(configuration));
  }

  /** A request that waits for the next version is silent on its stream for as long as it may. */
  private static ConnectionFactory bounded(
      AbstractHTTP2ServerConnectionFactory http2, ServerOptions options) {
    http2.setMaxConcurrentStreams(STREAMS);
    http2.setStreamIdleTimeout(
        options.protocol().longestWait().plus(options.limits().idle()).toMillis());
    return http2;
  }

  private static HttpConfiguration configuration(Limits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setHeaderCacheCaseSensitive(true); // a value is kept in its own spelling
    configuration.setRequestHeaderSize(limits.headerBytes());
    configuration.setHttpCompliance(HTTP);
    configuration.setUriCompliance(URI);
    return configuration;
  }
}
