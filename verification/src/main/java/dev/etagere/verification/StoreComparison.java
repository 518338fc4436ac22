package dev.etagere.verification;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.postgresql.PostgresqlStore;
import dev.etagere.storage.rocksdb.RocksDbStore;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How many durable commits of 1 KiB a second the stores acknowledge, one after the other in one
 * run, and how many bare {@code UPDATE … WHERE id = … AND version = …} of such a row {@code
 * pgbench} does in the same PostgreSQL, which keeps neither history nor order. Each writer goes
 * round 100 resources, or rows, of its own.
 */
public final class StoreComparison {

  private static final int ROWS_EACH = 100;
  private static final Duration WARM = Duration.ofSeconds(3);

  private static final String TABLE =
      "CREATE TABLE bare (id integer PRIMARY KEY, version bigint NOT NULL, content bytea);"
          + " INSERT INTO bare SELECT n, 0, decode(repeat('ab', 1024), 'hex')"
          + " FROM generate_series(0, 100000) n";

  private static final String UPDATE =
      """
      \\set id :client_id * 100 + mod(:n, 100)
      \\set v :n / 100
      UPDATE bare SET version = version + 1, content = decode(repeat('cd', 1024), 'hex') WHERE id = :id AND version = :v;
      \\set n :n + 1
      """;

  private StoreComparison() {}

  /**
   * @param arguments seconds for each measurement, and numbers of writers
   */
  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      compare(Integer.parseInt(arguments[i]), seconds);
    }
  }

  private static void compare(int writers, int seconds) throws Exception {
    double rocksDb = onRocksDb(writers, seconds);
    PostgresqlCluster cluster =
        PostgresqlCluster.installed()
            .orElseThrow(() -> new IllegalStateException("PostgreSQL is not installed"));
    double postgresql;
    try (Store store =
        PostgresqlStore.open(cluster.location(cluster.createDatabase()), StoreObserver.NONE)) {
      postgresql = measure(store, writers, seconds);
    }
    double bare = bare(cluster, writers, seconds);
    System.out.printf(
        "%d writers: RocksDB %,.0f commits/s, PostgreSQL %,.0f commits/s, pgbench %,.0f updates/s;"
            + " PostgreSQL to RocksDB %.2f, PostgreSQL to pgbench %.2f%n",
        writers, rocksDb, postgresql, bare, postgresql / rocksDb, postgresql / bare);
  }

  private static double onRocksDb(int writers, int seconds) throws Exception {
    Path folder = Files.createTempDirectory("store-comparison");
    try (Store store = RocksDbStore.open(folder.resolve("store"), StoreObserver.NONE)) {
      return measure(store, writers, seconds);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static double bare(PostgresqlCluster cluster, int clients, int seconds)
      throws IOException {
    String database = cluster.createDatabase();
    cluster.query(database, TABLE);
    Path script =
        Files.createTempFile(
            "bare",
            ".sql",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    Files.writeString(script, UPDATE);
    try {
      String printed =
          cluster.run("pgbench", arguments(cluster, clients, seconds, script, database));
      return Double.parseDouble(printed.replaceAll("(?s).*tps = ([0-9.]+).*", "$1"));
    } finally {
      Files.delete(script);
    }
  }

  private static String[] arguments(
      PostgresqlCluster cluster, int clients, int seconds, Path script, String database) {
    return "-n -h 127.0.0.1 -p %d -U %s -c %d -j 2 -T %d -M prepared -D n=0 -f %s %s"
        .formatted(cluster.port(), cluster.user(), clients, seconds, script, database)
        .split(" ");
  }

  private static double measure(Store store, int writers, int seconds) throws InterruptedException {
    write(store, writers, WARM);
    return (double) write(store, writers, Duration.ofSeconds(seconds)) / seconds;
  }

  private static long write(Store store, int writers, Duration time) throws InterruptedException {
    LongAdder commits = new LongAdder();
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      String folder = "/%d-%d/".formatted(end, i);
      threads.add(Thread.ofPlatform().start(() -> writeUntil(end, store, folder, commits)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return commits.sum();
  }

  private static void writeUntil(long end, Store store, String folder, LongAdder commits) {
    byte[] bytes = new byte[1024];
    new Random(end).nextBytes(bytes);
    for (long n = 0; System.nanoTime() < end; n++) {
      Attempt attempt =
          new Attempt().write(folder + n % ROWS_EACH, n / ROWS_EACH + 1, Content.of(bytes));
      if (store.commit(attempt.commit()) instanceof Outcome.Committed) {
        commits.increment();
      }
    }
  }
}
