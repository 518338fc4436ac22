package dev.etagere.verification;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import dev.etagere.storage.tck.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Durable commits and reads of the embedded store, without HTTP. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class StoreBenchmark {

  private static final int BYTES = 1024;

  /** The store that all threads share. */
  @State(Scope.Benchmark)
  public static class Shared {

    /** Resources that are there from the start. */
    @Param({"1000", "100000"})
    public int resources;

    private final AtomicInteger writers = new AtomicInteger();
    private Path folder = Path.of("");
    private RocksDbStore store = open(folder());

    private static Path folder() {
      try {
        return Files.createTempDirectory("store-benchmark");
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private static RocksDbStore open(Path folder) {
      return RocksDbStore.open(folder, StoreObserver.NONE);
    }

    /** Fills the store. */
    @Setup
    public void fill() {
      store.close();
      folder = folder();
      store = open(folder);
      for (int i = 0; i < resources; ) {
        Attempt attempt = new Attempt();
        for (int end = Math.min(resources, i + 100); i < end; i++) {
          attempt.write("/read/" + i, 1, content(i));
        }
        store.commit(attempt.commit());
      }
    }

    /** Removes it. */
    @TearDown
    public void remove() throws IOException {
      store.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** A thread writes versions of one resource of its own. */
  @State(Scope.Thread)
  public static class Writer {

    private String path = "";
    private long number;

    /** Takes a path. */
    @Setup
    public void begin(Shared shared) {
      path = "/write/" + shared.writers.incrementAndGet();
      number = 0;
    }
  }

  private static Content content(long seed) {
    byte[] bytes = new byte[BYTES];
    new Random(seed).nextBytes(bytes);
    return Content.of(bytes);
  }

  /** A durable commit of one version, alone. */
  @Benchmark
  @Threads(1)
  public Outcome commitAlone(Shared shared, Writer writer) {
    return commit(shared, writer);
  }

  /** A durable commit of one version, among 64 writers. */
  @Benchmark
  @Threads(64)
  public Outcome commitAmong64(Shared shared, Writer writer) {
    return commit(shared, writer);
  }

  private static Outcome commit(Shared shared, Writer writer) {
    writer.number++;
    return shared.store.commit(
        new Attempt().write(writer.path, writer.number, content(writer.number)).commit());
  }

  /** The current version of any resource. */
  @Benchmark
  public Selected current(Shared shared) {
    int any = ThreadLocalRandom.current().nextInt(shared.resources);
    return shared.store.current(new ResourcePath("/read/" + any));
  }
}
