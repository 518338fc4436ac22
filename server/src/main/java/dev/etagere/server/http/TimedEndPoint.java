package dev.etagere.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A client's connection, closed where a header (with the TLS handshake before it) takes too long in
 * all. Whoever sends a byte is looked at then, and whoever sends none is idle: no timer is needed.
 */
final class TimedEndPoint extends SocketChannelEndPoint {

  /** What a client that sends no more looks like; Jetty then closes. */
  private static final int END = -1;

  private final Duration patience;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile OptionalLong headerSince = OptionalLong.empty();

  TimedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Duration patience) {
    super(channel, selector, key, scheduler);
    this.patience = patience;
  }

  /** The connection that a request came on. */
  static Optional<TimedEndPoint> of(org.eclipse.jetty.server.Request request) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    while (endPoint instanceof EndPoint.Wrapper wrapper) {
      endPoint = wrapper.unwrap();
    }
    return endPoint instanceof TimedEndPoint timed ? Optional.of(timed) : Optional.empty();
  }

  /** A request's header is there: what comes now is its content. */
  void began() {
    requests.incrementAndGet();
    headerSince = OptionalLong.empty();
  }

  /** A request is answered: what comes now is the next header. */
  void answered() {
    headerSince = OptionalLong.empty();
    requests.decrementAndGet();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    return filled > 0 && isHeaderOverdue(System.nanoTime()) ? END : filled;
  }

  private boolean isHeaderOverdue(long now) {
    if (requests.get() > 0) {
      return false;
    }
    if (headerSince.isEmpty()) {
      headerSince = OptionalLong.of(now);
    }
    return now - headerSince.orElse(now) > patience.toNanos();
  }
}
