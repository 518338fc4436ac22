package dev.etagere.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who listens to the changes of a server, over a socket of its own. */
public final class EventListener implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Socket socket;
  private final BufferedReader lines;

  /** Listens from now on: whatever is written afterwards is heard. */
  public EventListener(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String request =
        "GET /-/changes?after=now HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String first = line("id: ");
    if (first.isEmpty()) {
      throw new IOException("the stream says nothing");
    }
  }

  /** What the next event tells. */
  public JsonNode next() throws IOException {
    return JSON.readTree(line("data: "));
  }

  /** What follows the beginning of the next line that begins so. */
  private String line(String beginning) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new IOException("the stream ended");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
