package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A consumer that is a process, killed and restarted at random while 16 writers write")
class FeedConsumerTest {

  private static final int WRITERS = 16;
  private static final int RESOURCES = 8;
  private static final int KILLS = 6;

  @TempDir Path folder;

  private final long seed = Long.getLong("etagere.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  @Timeout(300)
  @DisplayName("sees every version exactly once, in order per resource")
  void exactlyOnce() throws Exception {
    System.out.println("etagere.seed=" + seed);
    Path journal = folder.resolve("journal");
    AtomicBoolean enough = new AtomicBoolean();
    try (RunningServer server =
        new RunningServer(RocksDbStore.open(folder.resolve("store"), StoreObserver.NONE))) {
      try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          String path = "/w/" + i % RESOURCES;
          running.add(writers.submit(() -> write(server, path, enough)));
        }
        for (int kill = 0; kill < KILLS; kill++) {
          consumeAndKill(server, journal);
        }
        enough.set(true);
        for (Future<?> writer : running) {
          writer.get();
        }
      }
      consumeAll(server, journal);
      assertExactlyOnce(server, journal);
    }
  }

  private static void write(RunningServer server, String path, AtomicBoolean enough) {
    while (!enough.get()) {
      int status = server.put(path, "{}", "If-None-Match", "*").status();
      assertThat(status).isIn(201, 412);
      assertThat(server.put(path, "{}", "If-Match", "*").status()).isEqualTo(204);
    }
  }

  /** Lets it take some changes, then kills it at whatever it does. */
  private void consumeAndKill(RunningServer server, Path journal) throws Exception {
    long until = lines(journal) + 1 + random.nextInt(400);
    Process consumer = start(server, journal);
    try {
      awaitThat(consumer, () -> lines(journal) >= until);
    } finally {
      consumer.destroyForcibly().waitFor();
    }
  }

  private static void consumeAll(RunningServer server, Path journal) throws Exception {
    Process consumer = start(server, journal);
    try {
      awaitThat(consumer, () -> lines(journal) >= server.store().newestSequence());
    } finally {
      consumer.destroyForcibly().waitFor();
    }
  }

  private static Process start(RunningServer server, Path journal) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path", ""),
            FeedConsumer.class.getName(),
            String.valueOf(server.port()),
            journal.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void awaitThat(Process consumer, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      assertThat(consumer.isAlive()).as("the consumer goes on").isTrue();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long lines(Path journal) {
    try {
      return Files.exists(journal) ? FeedConsumer.whole(journal).lines().count() : 0;
    } catch (IOException unread) {
      throw new java.io.UncheckedIOException(unread);
    }
  }

  private static void assertExactlyOnce(RunningServer server, Path journal) throws IOException {
    Map<String, Long> newest = new HashMap<>();
    Set<String> cursors = new HashSet<>();
    for (String line : FeedConsumer.whole(journal).lines().toList()) {
      List<String> parts = List.of(line.split(" ", -1));
      assertThat(cursors.add(parts.get(0))).as(line).isTrue();
      long version = Long.parseLong(parts.get(2));
      assertThat(version).as(line).isEqualTo(newest.getOrDefault(parts.get(1), 0L) + 1);
      newest.put(parts.get(1), version);
    }
    assertThat(newest).hasSize(RESOURCES);
    newest.forEach((path, version) ->
        assertThat(server.get(path).etag()).as(path).startsWith("\"" + version + "."));
    assertThat(cursors).hasSize((int) server.store().newestSequence());
    System.out.printf("%d kills, %,d versions, each seen once%n", KILLS, cursors.size());
  }
}
