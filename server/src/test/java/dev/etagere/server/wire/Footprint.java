package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param heap bytes of live objects
 * @param handles open files and sockets; 0 where the system does not tell
 * @param threads platform threads, without those of the clients of tests
 */
record Footprint(long heap, long handles, int threads) {

  private static final Path HANDLES = Path.of("/proc/self/fd");

  static Footprint now() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Footprint(runtime.totalMemory() - runtime.freeMemory(), handlesNow(), threadsNow());
  }

  private static int threadsNow() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().startsWith("HttpClient-"))
            .count();
  }

  /** What is held once connections are gone, which the server may notice a little later. */
  static Footprint settled(int port) {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send("GET /-/health/ready HTTP/1.1\r\n" + WireServer.LAST);
      assertThat(connection.reply().status()).isEqualTo(200);
    }
    Footprint last = now();
    Footprint next = now();
    while (next.handles() < last.handles() || next.threads() < last.threads()) {
      last = next;
      next = now();
    }
    return next;
  }

  /**
   * What is held once it is no more than before and as much again as a test allows: what is over
   * may be noticed later. After a minute it is what it is then.
   */
  static Footprint settled(Footprint before, Footprint slack) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    Footprint now = now();
    while (!now.isWithin(before, slack) && System.nanoTime() < end) {
      now = now();
    }
    return now;
  }

  /** Whether no more is held than before, and a slack. */
  boolean isWithin(Footprint before, Footprint slack) {
    return heap <= before.heap + slack.heap
        && handles <= before.handles + slack.handles
        && threads <= before.threads + slack.threads;
  }

  private static long handlesNow() {
    if (!Files.isDirectory(HANDLES)) {
      return 0;
    }
    try (Stream<Path> handles = Files.list(HANDLES)) {
      return handles.count();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public String toString() {
    return "%,d KiB of heap, %d handles, %d threads".formatted(heap >> 10, handles, threads);
  }
}
