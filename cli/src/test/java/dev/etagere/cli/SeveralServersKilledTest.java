package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.AcknowledgedWrite;
import dev.etagere.storage.tck.HistoryChecker;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "Three servers over one database, killed at random while it restarts and 64 writers write")
class SeveralServersKilledTest {

  private static final int SERVERS = 3;
  private static final int WRITERS = 64;
  private static final int WRITES_BETWEEN = 300;

  @TempDir Path folder;

  private final long seed = Long.getLong("etagere.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final AtomicReferenceArray<ServerProcess> servers = new AtomicReferenceArray<>(SERVERS);

  @Test
  @Timeout(900)
  @DisplayName("nothing that was acknowledged is lost, doubled or forked")
  void nothingIsLost() throws Exception {
    run(Duration.ofSeconds(8));
  }

  @Tag("long")
  @Test
  @DisplayName("nor in ten minutes")
  void norInTenMinutes() throws Exception {
    run(Duration.ofMinutes(10));
  }

  private void run(Duration time) throws Exception {
    System.out.println("etagere.seed=" + seed);
    PostgresqlCluster cluster = PostgresqlCluster.shared();
    String location = cluster.location(cluster.createDatabase());
    int kills = 0;
    int crashes = 0;
    try {
      for (int i = 0; i < SERVERS; i++) {
        restart(i, location);
      }
      SettlingWriters writers = new SettlingWriters(this::anyServer, WRITERS, seed);
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end || kills < 3 || crashes < 1) {
        writers.awaitWrites(WRITES_BETWEEN);
        if (random.nextInt(4) == 0) {
          cluster.crash();
          cluster.start();
          crashes++;
        } else {
          restart(random.nextInt(SERVERS), location);
          kills++;
        }
      }
      writers.awaitWrites(WRITES_BETWEEN);
      writers.stop();
      check(location, writers, kills, crashes);
    } finally {
      for (int i = 0; i < SERVERS; i++) {
        servers.get(i).close();
      }
    }
  }

  private ServerProcess anyServer() {
    return servers.get(random.nextInt(SERVERS));
  }

  /** Kills a server, and starts another in its place. */
  private void restart(int index, String location) throws InterruptedException {
    ServerProcess old = servers.get(index);
    if (old != null) {
      old.kill();
      old.close();
    }
    servers.set(index, new ServerProcess(folder.resolve("server-" + index), "--store", location));
  }

  private void check(String location, SettlingWriters writers, int kills, int crashes) {
    assertThat(writers.surprises()).isEmpty();
    List<AcknowledgedWrite> ledger = writers.ledger();
    try (Store store = Stores.open(location, folder, StoreObserver.NONE)) {
      long versions = store.newestSequence();
      System.out.printf(
          "%d servers killed, %d crashes of the database; %,d writes acknowledged, %,d of them or of"
              + " the %,d refused settled by another try; %,d versions%n",
          kills, crashes, ledger.size(), writers.settled(), writers.refused(), versions);
      assertThat(HistoryChecker.check(store, ledger)).isEmpty();
      assertThat(versions).as("each version was acknowledged once").isEqualTo(ledger.size());
    }
  }
}
