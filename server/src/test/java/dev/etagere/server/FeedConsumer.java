package dev.etagere.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A consumer of the feed, as a process of its own: what it has seen and how far it has read are one
 * line of its journal, so that a kill at any moment loses both or neither. A line that a kill cut
 * off is read again.
 */
public final class FeedConsumer {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FeedConsumer() {}

  /**
   * @param arguments the server's port, and the journal
   */
  public static void main(String[] arguments) throws IOException {
    Path journal = Path.of(arguments[1]);
    String whole = whole(journal);
    Files.writeString(journal, whole);
    try (Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        OutputStream lines = Files.newOutputStream(journal, StandardOpenOption.APPEND)) {
      listen(socket, cursor(whole));
      consume(socket, lines);
    }
  }

  /** The journal up to the end of its last whole line. */
  static String whole(Path journal) throws IOException {
    String text = Files.exists(journal) ? Files.readString(journal) : "";
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static String cursor(String journal) {
    return journal.lines().reduce("", (first, last) -> last).replaceFirst(" .*", "");
  }

  private static void listen(Socket socket, String cursor) throws IOException {
    String resume = cursor.isEmpty() ? "" : "Last-Event-ID: " + cursor + "\r\n";
    String request =
        "GET /-/changes HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\r\n"
            .formatted(resume);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static void consume(Socket socket, OutputStream journal) throws IOException {
    BufferedReader events =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("data: ")) {
        JsonNode change = JSON.readTree(line.substring("data: ".length()));
        String entry =
            "%s %s %d\n"
                .formatted(
                    change.path("cursor").asString(),
                    change.path("path").asString(),
                    change.path("version").asLong());
        journal.write(entry.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
