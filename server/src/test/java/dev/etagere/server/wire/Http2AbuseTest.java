package dev.etagere.server.wire;

import static dev.etagere.server.wire.Http2Frames.CONTINUATION;
import static dev.etagere.server.wire.Http2Frames.DATA;
import static dev.etagere.server.wire.Http2Frames.END_HEADERS;
import static dev.etagere.server.wire.Http2Frames.END_STREAM;
import static dev.etagere.server.wire.Http2Frames.HEADERS;
import static dev.etagere.server.wire.Http2Frames.PING;
import static dev.etagere.server.wire.Http2Frames.PREFACE;
import static dev.etagere.server.wire.Http2Frames.PRIORITY;
import static dev.etagere.server.wire.Http2Frames.RST_STREAM;
import static dev.etagere.server.wire.Http2Frames.SETTINGS;
import static dev.etagere.server.wire.Http2Frames.WINDOW_UPDATE;
import static dev.etagere.server.wire.Http2Frames.both;
import static dev.etagere.server.wire.Http2Frames.frame;
import static dev.etagere.server.wire.Http2Frames.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("HTTP/2: whoever floods a connection loses it, and others go on")
@Timeout(300)
class Http2AbuseTest {

  /** Far more than any client has a reason to send at once. */
  private static final int FRAMES = 200_000;

  private static final int CONNECTIONS = 8;
  private static final Footprint SLACK = new Footprint(32L << 20, 5, 5);
  private static final byte[] CANCEL = {0, 0, 0, 8};
  private static final byte[] BY_ONE = {0, 0, 0, 1};
  private static final byte[] LIVE = request("GET", "/-/health/live");

  private final WireServer server =
      new WireServer(
          new Limits(
              16_384, 8_192, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(5), 100, 100));

  @AfterEach
  void stop() {
    server.close();
  }

  private static Named<IntFunction<byte[]>> flood(String name, IntFunction<byte[]> frames) {
    return Named.of(name, frames);
  }

  static Stream<Named<IntFunction<byte[]>>> floods() {
    SplittableRandom random = new SplittableRandom(7);
    return Stream.of(
        flood("requests that are reset at once", Http2AbuseTest::reset),
        flood("settings", i -> frame(SETTINGS, 0, 0)),
        flood("pings", i -> frame(PING, 0, 0, new byte[8])),
        flood("priorities", i -> frame(PRIORITY, 0, 2 * i + 1, new byte[5])),
        flood("a header without end", Http2AbuseTest::continued),
        flood("a header without end, in empty pieces", Http2AbuseTest::continuedByNothing),
        flood("content of no bytes", Http2AbuseTest::emptyContent),
        flood("windows that are opened for a request that is over", Http2AbuseTest::windows),
        flood("frames of no known type", i -> frame(0x77, 0xff, 1, new byte[100])),
        flood("garbage", i -> garbage(random)));
  }

  private static byte[] reset(int i) {
    int stream = 2 * i + 1;
    return both(
        frame(HEADERS, END_HEADERS | END_STREAM, stream, LIVE),
        frame(RST_STREAM, 0, stream, CANCEL));
  }

  private static byte[] continued(int i) {
    String field =
        "\u0000d" + "x".repeat(100) + "\u0001y"; // a literal name of 100 bytes, its value of 1
    return i == 0
        ? frame(HEADERS, 0, 1, LIVE)
        : frame(CONTINUATION, 0, 1, field.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] continuedByNothing(int i) {
    return i == 0 ? frame(HEADERS, 0, 1, LIVE) : frame(CONTINUATION, 0, 1);
  }

  private static byte[] emptyContent(int i) {
    return i == 0
        ? frame(HEADERS, END_HEADERS, 1, request("PUT", "/abuse/empty"))
        : frame(DATA, 0, 1);
  }

  private static byte[] windows(int i) {
    return i == 0
        ? frame(HEADERS, END_HEADERS | END_STREAM, 1, LIVE)
        : frame(WINDOW_UPDATE, 0, 1, BY_ONE);
  }

  private static byte[] garbage(SplittableRandom random) {
    byte[] bytes = new byte[50];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("floods")
  void floods(IntFunction<byte[]> frames) throws Exception {
    flood(frames, true);
    assertOthersGoOn();
    Footprint before = Footprint.now();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> attackers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        boolean reads = i % 2 == 0;
        attackers.add(() -> flood(frames, reads));
      }
      for (Future<Void> each : threads.invokeAll(attackers)) {
        each.get();
      }
    }
    assertOthersGoOn();
    Footprint after = Footprint.settled(before, SLACK);
    assertThat(after.isWithin(before, SLACK)).as("before %s; after %s", before, after).isTrue();
  }

  /** Sends until the server has had enough; what it never has is ended by the silence after it. */
  private Void flood(IntFunction<byte[]> frames, boolean reads) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      Thread reader = Thread.ofVirtual().unstarted(() -> drain(socket));
      if (reads) {
        reader.start();
      }
      send(socket.getOutputStream(), frames);
      if (!reads) {
        reader.start();
      }
      reader.join(); // until the server closes, or the test takes too long
    }
    return null;
  }

  private static void send(OutputStream out, IntFunction<byte[]> frames) {
    try {
      out.write(PREFACE);
      out.write(frame(SETTINGS, 0, 0));
      for (int i = 0; i < FRAMES; i++) {
        out.write(frames.apply(i));
      }
    } catch (IOException closed) {
      // the server has had enough
    }
  }

  private static void drain(Socket socket) {
    byte[] piece = new byte[8_192];
    try (InputStream in = socket.getInputStream()) {
      while (in.read(piece) >= 0) {
        // what the server says to a flood is nothing that anybody waits for
      }
    } catch (IOException reset) {
      // that is an end, too
    }
  }

  private void assertOthersGoOn() {
    assertThat(server.get("/-/health/ready").status()).isEqualTo(200);
    assertThat(server.exchange(WireServer.put("/abuse/other", "x", "If-None-Match: *")).status())
        .isIn(201, 412);
  }
}
