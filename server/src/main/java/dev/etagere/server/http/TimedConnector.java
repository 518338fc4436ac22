package dev.etagere.server.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Accepts connections whose clients are looked after: {@link TimedEndPoint}. */
final class TimedConnector extends ServerConnector {

  private final Duration patience;

  TimedConnector(Server server, Duration patience, ConnectionFactory... protocols) {
    super(server, 1, 1, protocols);
    this.patience = patience;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    TimedEndPoint endPoint = new TimedEndPoint(channel, selector, key, getScheduler(), patience);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }
}
