package dev.etagere.storage.postgresql;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many commits of 1 KiB a second the store acknowledges, each writer on paths of its own; and
 * how many bare {@code UPDATE … WHERE version = …} of such a row the same cluster does by {@code
 * pgbench}, which keeps neither history nor order. RocksDB's benchmark of this name does the same
 * work.
 */
final class CommitBenchmark {

  private static final int PATHS = 100;

  private static final String BARE_TABLE =
      "CREATE TABLE bare (id integer PRIMARY KEY, version bigint NOT NULL, content bytea);"
          + " INSERT INTO bare SELECT n, 1, decode(repeat('ab', 1024), 'hex')"
          + " FROM generate_series(1, 100000) n";

  private static final String BARE_UPDATE =
      """
      \\set id random(1, 100000)
      SELECT version AS v FROM bare WHERE id = :id \\gset
      UPDATE bare SET version = version + 1, content = decode(repeat('cd', 1024), 'hex') WHERE id = :id AND version = :v;
      """;

  private final LongAdder commits = new LongAdder();
  private final PostgresqlStore store;

  private CommitBenchmark(String location) {
    this.store = PostgresqlStore.open(location, StoreObserver.NONE);
  }

  /**
   * @param arguments seconds for each measurement, and numbers of writers
   */
  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      int writers = Integer.parseInt(arguments[i]);
      long ours = new CommitBenchmark(Databases.create()).measure(writers, seconds);
      double bare = bare(writers, seconds);
      System.out.printf(
          "%d writers: %,d commits/s; pgbench %,.0f updates/s; ratio %.2f%n",
          writers, ours, bare, ours / bare);
    }
  }

  private static double bare(int clients, int seconds) throws IOException {
    PostgresqlCluster cluster = PostgresqlCluster.shared();
    String database = cluster.createDatabase();
    cluster.query(database, BARE_TABLE);
    Path script =
        Files.createTempFile(
            "bare",
            ".sql",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    Files.writeString(script, BARE_UPDATE);
    String printed =
        cluster.run(
            "pgbench",
            "-n",
            "-h",
            "127.0.0.1",
            "-p",
            String.valueOf(cluster.port()),
            "-U",
            cluster.user(),
            "-c",
            String.valueOf(clients),
            "-j",
            "2",
            "-T",
            String.valueOf(seconds),
            "-M",
            "prepared",
            "-f",
            script.toString(),
            database);
    Files.delete(script);
    return Double.parseDouble(printed.replaceAll("(?s).*tps = ([0-9.]+).*", "$1"));
  }

  private long measure(int writers, int seconds) throws InterruptedException {
    write(writers, Duration.ofSeconds(2));
    commits.reset();
    write(writers, Duration.ofSeconds(seconds));
    store.close();
    return commits.sum() / seconds;
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
