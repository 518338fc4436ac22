package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.cli.WritersUnderLoad.Acknowledged;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process is killed, and is told to stop, while it is written to. */
class StoppingTest {

  /** The readers here would wait for a minute. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(45);

  @TempDir Path folder;

  private ServerProcess serve() {
    return new ServerProcess(folder.resolve("data"));
  }

  @Test
  void afterKill9UnderLoadEveryAcknowledgedWriteIsThereAndItsWriterGoesOn()
      throws IOException, InterruptedException {
    Map<String, List<Acknowledged>> ledger;
    try (ServerProcess server = serve();
        WritersUnderLoad writers = new WritersUnderLoad(server, 8, 400)) {
      writers.awaitLoad();
      server.kill();
      writers.stop();
      ledger = writers.ledger();
      assertThat(writers.surprises()).isEmpty();
    }
    assertKept(ledger);
  }

  @Test
  void afterSigtermUnderLoadTheProcessEndsWith0AndEveryAcknowledgedWriteIsThere()
      throws IOException, InterruptedException {
    Map<String, List<Acknowledged>> ledger;
    try (ServerProcess server = serve();
        WritersUnderLoad writers = new WritersUnderLoad(server, 8, 400)) {
      writers.awaitLoad();
      server.terminate();
      assertThat(server.exitCode()).isZero();
      writers.stop();
      ledger = writers.ledger();
    }
    assertKept(ledger);
  }

  @Test
  void afterSigtermUnderLoadWaitingReadersAreAnsweredAndStreamsEndInOrderWithinTheTime()
      throws IOException, InterruptedException {
    Map<String, List<Acknowledged>> ledger;
    try (ServerProcess server = serve();
        WritersUnderLoad writers = new WritersUnderLoad(server, 4, 200);
        WaitingClients waiting = waitingUnder(writers, server)) {
      waiting.awaitAllThere();
      long start = System.nanoTime();
      server.terminate();
      waiting.assertAnswered();
      assertThat(server.exitCode()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP_WITHIN);
      writers.stop();
      ledger = writers.ledger();
    }
    assertKept(ledger);
  }

  private static WaitingClients waitingUnder(WritersUnderLoad writers, ServerProcess server)
      throws IOException, InterruptedException {
    writers.awaitLoad();
    return new WaitingClients(server, 6, 3);
  }

  /** The newest acknowledged version is current, or what followed it unanswered is. */
  private void assertKept(Map<String, List<Acknowledged>> ledger) throws IOException {
    try (ServerProcess server = serve()) {
      for (List<Acknowledged> writes : ledger.values()) {
        Acknowledged newest = writes.getLast();
        String tag = newest.tag().replace("\"", "%22");
        HttpResponse<String> kept =
            server.send("GET", "/-/versions" + newest.path() + "?etag=" + tag, "");
        assertThat(kept.body()).isEqualTo(newest.content());
        int next = server.send("PUT", newest.path(), "on", "If-Match", newest.tag()).statusCode();
        assertThat(next).isIn(204, 412);
        String current =
            server.send("GET", newest.path(), "").headers().firstValue("ETag").orElseThrow();
        assertThat(number(current)).isEqualTo(number(newest.tag()) + 1);
      }
    }
  }

  private static long number(String tag) {
    return Long.parseLong(tag.substring(1, tag.indexOf('.')));
  }

  @Test
  void aRequestInFlightIsFinishedBeforeTheProcessEnds() throws IOException, InterruptedException {
    try (ServerProcess server = serve();
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = slow.getOutputStream();
      out.write(
          "PUT /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(line(slow)).startsWith("HTTP/1.1 100"); // the request is being worked on
      assertThat(line(slow)).isEmpty();
      out.write("01234".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      server.terminate();
      server.awaitRefusing();
      out.write("56789".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(line(slow)).startsWith("HTTP/1.1 201");
      assertThat(server.exitCode()).isZero();
    }
    try (ServerProcess server = serve()) {
      assertThat(server.send("GET", "/slow", "").body()).isEqualTo("0123456789");
    }
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = socket.getInputStream().read();
        next >= 0 && next != '\n';
        next = socket.getInputStream().read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
