package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.tck.Attempt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How many commits of 1 KiB a second the store acknowledges, each writer on paths of its own. */
final class CommitBenchmark {

  private static final int PATHS = 100;

  private final LongAdder commits = new LongAdder();
  private final LongAdder groups = new LongAdder();
  private final AtomicLong writingNanos = new AtomicLong();
  private final RocksDbStore store;

  private CommitBenchmark(Path folder) {
    this.store = RocksDbStore.open(folder, this::grouped);
  }

  private void grouped(int count, Duration took) {
    groups.increment();
    writingNanos.addAndGet(took.toNanos());
  }

  /**
   * @param arguments a folder for the stores, seconds for each measurement, and numbers of writers
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int seconds = Integer.parseInt(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      int writers = Integer.parseInt(arguments[i]);
      new CommitBenchmark(Files.createTempDirectory(folder, "store")).measure(writers, seconds);
    }
  }

  private void measure(int writers, int seconds) throws InterruptedException {
    write(writers, Duration.ofSeconds(2));
    commits.reset();
    groups.reset();
    writingNanos.set(0);
    write(writers, Duration.ofSeconds(seconds));
    long done = commits.sum();
    System.out.printf(
        "%d writers: %,d commits/s, %.1f commits in a group, %.0f µs to write a group, %,d bytes%n",
        writers,
        done / seconds,
        (double) done / groups.sum(),
        writingNanos.get() / 1e3 / groups.sum(),
        store.sizeBytes());
    store.close();
  }

  private void write(int writers, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      int writer = i;
      threads.add(new Thread(() -> writeUntil(end, writer)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void writeUntil(long end, int writer) {
    byte[] bytes = new byte[1024];
    new Random(writer).nextBytes(bytes);
    String folder = "/" + System.nanoTime() + "-" + writer + "/";
    for (long n = 0; System.nanoTime() < end; n++) {
      Attempt attempt = new Attempt().write(folder + n % PATHS, n / PATHS + 1, Content.of(bytes));
      if (store.commit(attempt.commit()) instanceof Outcome.Committed) {
        commits.increment();
      }
    }
  }
}
