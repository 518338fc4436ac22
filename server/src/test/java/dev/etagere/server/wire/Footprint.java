package dev.etagere.server.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param heap bytes of live objects
 * @param handles open files and sockets; 0 where the system does not tell
 * @param threads platform threads
 */
record Footprint(long heap, long handles, int threads) {

  private static final Path HANDLES = Path.of("/proc/self/fd");

  static Footprint now() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Footprint(
        runtime.totalMemory() - runtime.freeMemory(),
        handlesNow(),
        Thread.getAllStackTraces().size());
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
