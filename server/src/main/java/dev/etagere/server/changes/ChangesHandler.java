package dev.etagere.server.changes;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.PageLimit;
import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.resources.PathSyntax;
import dev.etagere.storage.Change;
import dev.etagere.storage.Store;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /-/changes}: every version committed, in the order of the store, as pages or live.
 *
 * <p>Nothing is ever inserted at or before a cursor that was handed out. A page ends early where
 * much lies between that the caller did not ask for; its {@code next} leads on.
 */
public final class ChangesHandler implements Handler {
  private static final int CHUNK = 1_000;
  private static final int MOST_READ = 50_000;

  private final Store store;
  private final Tail tail;
  private final Duration heartbeat;

  /**
   * @param heartbeat after how long without an event a stream gets a comment
   */
  public ChangesHandler(Store store, Tail tail, Duration heartbeat) {
    this.store = store;
    this.tail = tail;
    this.heartbeat = heartbeat;
  }

  private static final class Reading {
    private final List<Map<String, Object>> shown = new ArrayList<>();
    private long position;
    private boolean isAtEnd;

    Reading(long position) {
      this.position = position;
    }
  }

  @Override
  public Response handle(Request request) {
    View view = new View(prefix(request), request.caller());
    if (asksForEvents(request)) {
      return events(view, request);
    }
    Reading reading = read(view, after(request), PageLimit.of(request));
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("changes", reading.shown);
    page.put("next", Position.cursor(reading.position));
    Response response =
        Response.of(200)
            .with("Cache-Control", "no-store")
            .with("Vary", "Accept")
            .with("application/json", Json.bytes(page));
    return reading.isAtEnd ? response : response.with("Link", link(request, view, reading));
  }

  private static String prefix(Request request) {
    return PathSyntax.parse(request.target().parameter("prefix").orElse("/")).value();
  }

  private static boolean asksForEvents(Request request) {
    return request.fields().lines("Accept").stream()
        .anyMatch(line -> line.contains("text/event-stream"));
  }

  private Response events(View view, Request request) {
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with("Vary", "Accept")
        .with("X-Accel-Buffering", "no")
        .with("Content-Type", "text/event-stream")
        .with(
            new Payload.Streamed(
                -1, new EventStream(tail, view, request.standing(), behind(request), heartbeat)));
  }

  /** A stream goes on behind the last event that its reader has, else where {@code after} says. */
  private long behind(Request request) {
    return request
        .fields()
        .single("Last-Event-ID")
        .filter(id -> !id.isEmpty())
        .map(this::position)
        .orElseGet(() -> after(request));
  }

  private long after(Request request) {
    return position(request.target().parameter("after").orElse(""));
  }

  /**
   * Behind a cursor; {@code now} begins with the next change, {@code now-100} with the newest 100
   * of the store, nothing with the first.
   */
  private long position(String cursor) {
    return cursor.isEmpty() ? 0 : Position.of(cursor, store.newestSequence());
  }

  private Reading read(View view, long after, int limit) {
    Reading reading = new Reading(after);
    for (int read = 0; read < MOST_READ; read += CHUNK) {
      List<Change> found = store.changes(reading.position, CHUNK);
      for (Change change : found) {
        if (reading.shown.size() == limit) {
          return reading;
        }
        reading.position = change.sequence();
        if (view.shows(change)) {
          reading.shown.add(View.document(change));
        }
      }
      if (found.size() < CHUNK) {
        reading.isAtEnd = true;
        return reading;
      }
    }
    return reading;
  }

  private static String link(Request request, View view, Reading reading) {
    return "</-/changes?prefix=%s&limit=%d&after=%s>; rel=\"next\""
        .formatted(
            URLEncoder.encode(view.prefix(), StandardCharsets.UTF_8),
            PageLimit.of(request),
            Position.cursor(reading.position));
  }
}
