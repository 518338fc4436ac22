package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Expected;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import dev.etagere.storage.Write;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A listener that takes nothing")
class StalledReaderTest {

  private static final Duration SILENCE = Duration.ofSeconds(4);
  private static final int VERSIONS = 60_000;
  private static final int AT_ONCE = 1_000;

  private final InMemoryStore store = new InMemoryStore();

  private static RunningServer server(Store store) {
    Limits silent = new Limits(16_384, 8_192, 1 << 20, SILENCE, Duration.ofSeconds(30), 100, 100);
    return new RunningServer(store, RunningServer.options().with(silent));
  }

  private static Socket listen(RunningServer server, String lastEventId) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    String resume = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
    socket
        .getOutputStream()
        .write(
            "GET /-/changes HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\r\n"
                .formatted(resume)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static BufferedReader lines(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
  }

  /** The id of the next event that is a change. */
  private static String nextChange(BufferedReader lines) throws IOException {
    String id = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      }
      if (line.startsWith("data: ")) {
        return id;
      }
    }
    throw new IOException("the stream ended");
  }

  /** More than the buffers of a connection hold, as fast as the store takes it. */
  private void write(int from) {
    List<Write> writes = new ArrayList<>();
    for (int i = from; i < from + AT_ONCE; i++) {
      Version version =
          new Version(
              new ResourcePath("/stalled/a-path-of-some-length-that-makes-events-longer/" + i),
              1,
              "aaaaaaaaaaaaa",
              Instant.EPOCH,
              false,
              Version.Kind.WRITTEN,
              "text/plain",
              0,
              new Version.Origin("", "request", "operation"));
      writes.add(new Write(new Expected.NoVersion(), new Stored(version, Content.NONE), Set.of()));
    }
    store.commit(
        new Commit(
            "an-operation-of-twenty-six-" + from, writes, List.of(), List.of(), Optional.empty()));
  }

  @Test
  @Timeout(300)
  @DisplayName("holds up no writer, is dropped, and goes on behind the last event that it has")
  void droppedAndResumed() throws IOException {
    try (RunningServer server = server(store)) {
      assertThat(server.put("/first", "x").status()).isEqualTo(201);
      String cursor;
      try (Socket stalled = listen(server, "")) {
        cursor = nextChange(lines(stalled));

        for (int i = 0; i < VERSIONS; i += AT_ONCE) {
          write(i);
          assertThat(server.put("/other/" + i, "x").status()).isEqualTo(201);
        }
        awaitDropped(stalled);
      }

      int writes = VERSIONS + VERSIONS / AT_ONCE;
      long last = position(cursor) + writes;
      while (position(cursor) < last) {
        cursor = resumed(server, cursor, last);
      }
    }
  }

  private static long position(String cursor) {
    return Long.parseLong(cursor.substring(1), 36);
  }

  /** Reads on as far as the stream goes: on a busy machine this reader may be dropped, too. */
  private static String resumed(RunningServer server, String cursor, long last) throws IOException {
    String at = cursor;
    try (Socket resumed = listen(server, cursor)) {
      BufferedReader lines = lines(resumed);
      while (position(at) < last) {
        String next = nextChange(lines);
        assertThat(position(next)).isEqualTo(position(at) + 1);
        at = next;
      }
    } catch (IOException dropped) {
      assertThat(at).as("a stream brings something").isNotEqualTo(cursor);
    }
    return at;
  }

  /**
   * A connection that the other side has closed takes nothing any longer, after the first bytes.
   */
  private static void awaitDropped(Socket stalled) {
    try {
      while (true) {
        stalled.getOutputStream().write('x');
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    } catch (IOException dropped) {
      assertThat(dropped).hasMessageFindingMatch("(?i)broken pipe|reset|abort");
    }
  }
}
