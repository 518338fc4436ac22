package dev.etagere.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Changes as they are committed, none left out and none twice: where the connection breaks it is
 * made again behind the last change that was handed out, and so it is where nothing comes for too
 * long ({@link EtagereClient.Builder#streamSilence}). {@link #hasNext} waits; it says false after
 * {@link #close}, which another thread may call, and throws when its thread is interrupted.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Looking.java" region="follow"}
 */
public final class ChangeStream implements Iterator<Change>, AutoCloseable {
  private final Surroundings around;
  private final Courier courier;
  private final Function<String, URI> feed;
  private volatile Optional<InputStream> open = Optional.empty();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<EventReader> events = Optional.empty();
  private Optional<Change> ready = Optional.empty();
  private String cursor;
  private String handedOut;
  private Duration wish = Duration.ZERO;
  private int failures;

  ChangeStream(Surroundings around, Courier courier, Function<String, URI> feed, String after) {
    this.around = around;
    this.courier = courier;
    this.feed = feed;
    this.cursor = after;
    this.handedOut = after;
  }

  /**
   * Waits for a change.
   *
   * @throws RefusedException if the server refuses the feed
   * @throws NoReplyException if the server could not be reached for too long
   */
  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !isClosed()) {
      try {
        ready = read();
      } catch (IOException broken) {
        again(broken);
      }
    }
    return ready.isPresent();
  }

  @Override
  public Change next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the stream was closed");
    }
    Change change = ready.orElseThrow();
    ready = Optional.empty();
    handedOut = cursor;
    return change;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Where the stream stands: behind the last change that was handed out. */
  public String cursor() {
    return handedOut;
  }

  private Optional<Change> read() throws IOException {
    if (events.isEmpty()) {
      events = Optional.of(connected());
    }
    EventReader.Event event =
        events.get().next().orElseThrow(() -> new IOException("the stream ended"));
    failures = 0;
    if (!event.type().equals("change")) {
      return Optional.empty();
    }
    JsonMembers members = JsonMembers.of(event.data().getBytes(StandardCharsets.UTF_8));
    cursor = event.id();
    return Optional.of(Change.of(around.base(), members));
  }

  private EventReader connected() throws IOException {
    Call call = Call.get(feed.apply(cursor)).with("Accept", "text/event-stream");
    Call resuming = cursor.isEmpty() ? call : call.with("Last-Event-ID", cursor);
    HttpResponse<InputStream> response = courier.open(courier.sign(resuming));
    InputStream body = new WatchedStream(response.body(), around.limits().silence());
    open = Optional.of(body);
    if (isClosed()) {
      WatchedStream.closeQuietly(body);
    }
    if (response.statusCode() != 200) {
      throw refusal(response);
    }
    return new EventReader(body, cursor);
  }

  private IOException refusal(HttpResponse<InputStream> response) throws IOException {
    int status = response.statusCode();
    Clock clock = around.clock();
    Fields fields = Fields.of(response.headers().map());
    if (status == 429 || status >= 500) {
      WatchedStream.closeQuietly(response.body());
      wish = RetryAfter.of(fields, clock.instant()).orElse(Duration.ZERO);
      return new IOException("the server answered " + status);
    }
    byte[] body = response.body().readAllBytes();
    throw new RefusedException(
        Problem.of(
            new Reply(response.uri(), status, fields, body, clock.instant(), clock.instant())));
  }

  private void again(IOException broken) {
    // What was passed over without an event is not asked for again, and "now" stays that moment.
    cursor = events.map(EventReader::lastId).orElse(cursor);
    events = Optional.empty();
    if (isClosed()) {
      return;
    }
    failures++;
    if (failures >= around.limits().attempts() || Thread.currentThread().isInterrupted()) {
      throw new NoReplyException("the change feed broke off", feed.apply(cursor), broken);
    }
    try {
      around.pacing().pause(pause(), closed);
    } catch (InterruptedException interrupted) {
      throw Transport.interrupted(feed.apply(cursor));
    }
  }

  /** As long as the server wishes, but no longer than one call may take. */
  private Duration pause() {
    Duration own = around.backoff().after(failures);
    Duration most = around.limits().operation();
    Duration wished = wish.compareTo(most) > 0 ? most : wish;
    wish = Duration.ZERO;
    return wished.compareTo(own) > 0 ? wished : own;
  }

  /** Ends the stream and its connection. */
  @Override
  public void close() {
    closed.countDown();
    open.ifPresent(WatchedStream::closeQuietly);
  }
}
