package dev.etagere.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads {@code text/event-stream} as the HTML standard says (§9.2.6). */
final class EventReader {
  private final BufferedReader lines;
  private String lastId;
  private String ready;

  /** An event; comments, which keep the connection alive, are none. */
  record Event(String type, String id, String data) {}

  EventReader(InputStream stream, String lastId) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    this.lastId = lastId;
    this.ready = lastId;
  }

  /** The id of the last block that was complete, with or without an event in it. */
  String lastId() {
    return lastId;
  }

  /** The next event, or nothing if the stream is over; an event cut off is none. */
  Optional<Event> next() throws IOException {
    String type = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        lastId = ready;
        if (data.length() > 0) {
          return Optional.of(new Event(type, lastId, data.substring(0, data.length() - 1)));
        }
        type = "message";
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
      switch (name) {
        case "event" -> type = value;
        case "data" -> data.append(value).append('\n');
        case "id" -> ready = value;
        default -> {
          // retry, comments and unknown fields: nothing to be done
        }
      }
    }
    return Optional.empty();
  }
}
