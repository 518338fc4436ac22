package dev.etagere.server.changes;

import dev.etagere.server.callers.Standing;
import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Refusal;
import dev.etagere.storage.Change;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The feed as server-sent events (HTML, §9.2), on the virtual thread of its request. A reader that
 * takes nothing for as long as a connection may be silent is dropped by the engine; it comes again
 * with {@code Last-Event-ID}.
 */
final class EventStream implements Payload.Writer {
  private static final String RETRY = "retry: 1000\n\n";

  private final Tail tail;
  private final View view;
  private final Standing standing;
  private final Duration heartbeat;
  private final long from;
  private long told;
  private long checked;

  /**
   * @param standing of the listener: the stream ends when it does
   * @param from the position behind which it begins
   * @param heartbeat after how long without an event a comment is sent
   */
  EventStream(Tail tail, View view, Standing standing, long from, Duration heartbeat) {
    this.tail = tail;
    this.view = view;
    this.standing = standing;
    this.checked = tail.credentialsChanged();
    this.from = from;
    this.heartbeat = heartbeat;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (Tail.Listener listener = tail.listen(view, from)) {
      send(out, RETRY + identified(from));
      while (!tail.isClosed()) {
        List<Change> found = listener.next(heartbeat);
        if (isRefused(found.isEmpty())) {
          return;
        }
        send(out, found.isEmpty() ? heartbeat(listener.position()) : events(found));
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    }
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  /** Credentials are looked at when some have changed, and at each heartbeat: they may expire. */
  private boolean isRefused(boolean isHeartbeat) {
    long changed = tail.credentialsChanged();
    if (changed == checked && !isHeartbeat) {
      return false;
    }
    checked = changed;
    try {
      standing.check();
      return false;
    } catch (Refusal noLonger) {
      return true;
    }
  }

  private String events(List<Change> found) {
    StringBuilder events = new StringBuilder();
    for (Change change : found) {
      if (view.shows(change)) {
        events
            .append("id: ")
            .append(Position.cursor(change.sequence()))
            .append("\nevent: change\ndata: ")
            .append(View.json(change))
            .append("\n\n");
        told = change.sequence();
      }
    }
    return events.toString();
  }

  /** A comment; and where much was passed over that the caller does not see, the place reached. */
  private String heartbeat(long position) {
    return told == position ? ": \n\n" : identified(position);
  }

  private String identified(long position) {
    told = position;
    return "id: " + Position.cursor(position) + "\n\n";
  }

  private static void send(OutputStream out, String events) throws IOException {
    if (!events.isEmpty()) {
      out.write(events.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
