package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of changes that break, fall silent or pass over what is not shown. */
@Timeout(120)
class ChangeStreamTest {
  /** Longer than a busy machine needs to say something. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ServerSocket server = listening();

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /** Sends the n-th text to the n-th connection, which then stays open and silent. */
  private void streams(String... texts) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            for (String text : texts) {
              Socket connection = server.accept();
              connections.add(connection);
              asked.add(head(connection));
              OutputStream out = connection.getOutputStream();
              String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
              out.write((head + text).getBytes(StandardCharsets.UTF_8));
              out.flush();
            }
          } catch (IOException stopped) {
            // the test is over
          }
        });
  }

  private static String head(Socket connection) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) connection.getInputStream().read());
    }
    return head.toString();
  }

  private EtagereClient client() {
    return EtagereClient.builder(URI.create("http://localhost:" + server.getLocalPort()))
        .streamSilence(SOON)
        .pacing(pause -> {})
        .attempts(2)
        .build();
  }

  private static String change(String id, int version) {
    return "id: %s\nevent: change\ndata: {\"path\":\"/n\",\"version\":%d}\n\n"
        .formatted(id, version);
  }

  @Test
  void aSilentStreamIsMadeAgainBehindTheLastChange() {
    streams(change("c1", 1), change("c2", 2));
    try (ChangeStream changes = client().follow("/", "")) {
      assertThat(changes.next().version()).isEqualTo(1);
      assertThat(changes.next().version()).isEqualTo(2);
      assertThat(changes.cursor()).isEqualTo("c2");
    }
    assertThat(asked.get(1)).contains("Last-Event-ID: c1");
  }

  @Test
  void aFeedThatStaysSilentIsNoReply() {
    streams("", "");
    try (ChangeStream changes = client().follow("/", "")) {
      assertThatExceptionOfType(NoReplyException.class)
          .isThrownBy(changes::hasNext)
          .havingRootCause()
          .withMessage("nothing came for " + SOON);
    }
  }

  @Test
  void nowStaysTheMomentOfTheFirstConnection() {
    streams("id: c7\n\n", change("c8", 8));
    try (ChangeStream changes = client().follow("/", "now")) {
      assertThat(changes.next().version()).isEqualTo(8);
    }
    assertThat(asked.get(0)).contains("Last-Event-ID: now");
    assertThat(asked.get(1)).contains("Last-Event-ID: c7");
  }

  @Test
  void aChangeThatWasCutOffIsAskedForAgain() {
    String whole = change("c2", 2);
    streams(change("c1", 1) + whole.substring(0, whole.length() - 1), whole);
    try (ChangeStream changes = client().follow("/", "")) {
      assertThat(changes.next().version()).isEqualTo(1);
      assertThat(changes.next().version()).isEqualTo(2);
    }
    assertThat(asked.get(1)).contains("Last-Event-ID: c1");
  }

  @Test
  void anEmptyPageWithASuccessorIsNotTheEnd() {
    try (ScriptedServer pages =
        new ScriptedServer(asked ->
            asked.target().contains("after=c9")
                ? ScriptedServer.say(200, "{\"changes\":[{\"path\":\"/n\",\"version\":3}]}")
                : ScriptedServer.say(200, "{\"changes\":[]}")
                    .with("Link", "</-/changes?after=c9>; rel=\"next\""))) {
      EtagereClient client = EtagereClient.of(pages.uri().toString());
      assertThat(client.changes("/n", "")).extracting(Change::version).containsExactly(3L);
    }
  }
}
