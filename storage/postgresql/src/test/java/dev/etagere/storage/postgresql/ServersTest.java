package dev.etagere.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Change;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.AcknowledgedWrite;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.HistoryChecker;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several servers over one database are as one. */
class ServersTest {

  private static PostgresqlStore open(String location) {
    return PostgresqlStore.open(location, StoreObserver.NONE);
  }

  @Test
  void serversThatStartAtOnceMakeTheTablesOnceAndShareOneSecret() {
    String location = Databases.create();
    List<CompletableFuture<PostgresqlStore>> starting =
        IntStream.range(0, 4)
            .mapToObj(each -> CompletableFuture.supplyAsync(() -> open(location)))
            .toList();
    List<PostgresqlStore> stores = starting.stream().map(CompletableFuture::join).toList();
    assertThat(stores.stream().map(store -> HexFormat.of().formatHex(store.secret())).distinct())
        .hasSize(1);
    stores.forEach(PostgresqlStore::close);
  }

  @Test
  void whatOneServerCommitsTheOtherSeesAndHears() throws InterruptedException {
    String location = Databases.emptied();
    try (PostgresqlStore one = open(location);
        PostgresqlStore other = open(location)) {
      BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
      other.subscribe(heard::add);
      Outcome outcome = one.commit(new Attempt().write("/a", 1, "a").commit());
      assertThat(other.current(new ResourcePath("/a")).expected().number()).isEqualTo(1);
      assertThat(heard.poll(30, TimeUnit.SECONDS))
          .isEqualTo(((Outcome.Committed) outcome).sequence());
    }
  }

  @Test
  void claimsReceiptsAndExpectationsHoldAcrossServers() {
    String location = Databases.emptied();
    Receipt receipt = new Receipt("key", "f", "o", Instant.parse("2030-01-01T00:00:00Z"));
    try (PostgresqlStore one = open(location);
        PostgresqlStore other = open(location)) {
      one.commit(new Attempt().write("/a", 1, "a", "claim").receipt(receipt).commit());
      assertThat(other.commit(new Attempt().write("/b", 1, "b", "claim").commit()))
          .isEqualTo(
              new Outcome.Taken(
                  new ResourcePath("/b"), new Claim("claim"), new ResourcePath("/a")));
      assertThat(other.commit(new Attempt().write("/c", 1, "c").receipt(receipt).commit()))
          .isEqualTo(new Outcome.Duplicate(receipt));
      assertThat(other.commit(new Attempt().write("/a", 1, "again").commit()))
          .isEqualTo(
              new Outcome.Conflict(new ResourcePath("/a"), one.current(new ResourcePath("/a"))));
      assertThat(other.commit(new Attempt().write("/a", 2, "a").commit()))
          .isInstanceOf(Outcome.Committed.class);
      assertThat(one.claims(new ResourcePath("/a"))).isEmpty();
    }
  }

  @Test
  void nothingIsLostDoubledOrForkedWhileServersAreKilledAndTheDatabaseRestarts() throws Exception {
    run(Duration.ofSeconds(6));
  }

  @Tag("long")
  @Test
  void norInManyMinutes() throws Exception {
    run(Duration.ofMinutes(5));
  }

  private static void run(Duration time) throws Exception {
    Random random = new Random(Long.getLong("etagere.seed", System.nanoTime()));
    String location = Databases.create();
    try (PostgresqlStore observer = open(location)) {
      Collection<AcknowledgedWrite> ledger = new ConcurrentLinkedQueue<>();
      BlockingQueue<String> acknowledged = new LinkedBlockingQueue<>();
      List<Server> servers = new ArrayList<>();
      IntStream.range(0, 3)
          .forEach(each -> servers.add(new Server(location, ledger, acknowledged)));
      long end = System.nanoTime() + time.toNanos();
      int kills = 0;
      for (int round = 1; System.nanoTime() < end || round <= 3; round++) {
        awaitWrites(acknowledged, 200);
        if (round % 3 == 0) {
          PostgresqlCluster.shared().crash();
          PostgresqlCluster.shared().start();
        } else {
          servers.remove(random.nextInt(servers.size())).kill();
          servers.add(new Server(location, ledger, acknowledged));
          kills++;
        }
      }
      awaitWrites(acknowledged, 200);
      for (Server server : servers) {
        server.kill();
      }
      assertThat(HistoryChecker.check(observer, ledger)).isEmpty();
      assertThat(isWithoutGap(observer)).isTrue();
      System.out.printf(
          "%d servers killed, %,d acknowledged writes, %,d versions%n",
          kills, ledger.size(), observer.newestSequence());
    }
  }

  private static void awaitWrites(BlockingQueue<String> acknowledged, int count)
      throws InterruptedException {
    acknowledged.clear();
    for (int i = 0; i < count; i++) {
      assertThat(acknowledged.poll(120, TimeUnit.SECONDS)).as("a write goes on").isNotNull();
    }
  }

  private static boolean isWithoutGap(PostgresqlStore store) {
    long expected = 1;
    for (List<Change> page = store.changes(0, 500);
        !page.isEmpty();
        page = store.changes(expected - 1, 500)) {
      for (Change change : page) {
        if (change.sequence() != expected) {
          return false;
        }
        expected++;
      }
    }
    return expected == store.newestSequence() + 1;
  }

  /** A process with a store and writers of its own; what it acknowledged is written down. */
  private static final class Server {

    private final Process process;
    private final Thread reader;

    Server(
        String location, Collection<AcknowledgedWrite> ledger, BlockingQueue<String> acknowledged) {
      try {
        process =
            new ProcessBuilder(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Writers.class.getName(),
                    location)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
      } catch (IOException failed) {
        throw new java.io.UncheckedIOException(failed);
      }
      reader = new Thread(() -> read(ledger, acknowledged));
      reader.start();
    }

    private void read(Collection<AcknowledgedWrite> ledger, BlockingQueue<String> acknowledged) {
      try (BufferedReader lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.endsWith(Writers.END)) { // else it was cut off
            ledger.add(
                AcknowledgedWrite.parse(line.substring(0, line.length() - Writers.END.length())));
            acknowledged.add(line);
          }
        }
      } catch (IOException killed) {
        // what was read so far counts
      }
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
      reader.join();
    }
  }
}
