package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Retention;
import dev.etagere.server.RunningServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import dev.etagere.storage.tck.Chains;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each round begins and ends without clients, so that what is left is the server's. */
@DisplayName("Under mixed load the server holds no more at the end than at the beginning")
class SoakTest {

  private static final int ROUNDS = 5;

  /**
   * What caches that are bounded, and classes, may add after the first round; files come and go.
   */
  private static final Footprint SLACK = new Footprint(48L << 20, 40, 8);

  private final long seed = Long.getLong("etagere.seed", System.nanoTime());

  @TempDir private Path folder;

  @Test
  @DisplayName("for 10 seconds")
  void shortly() throws Exception {
    soak(Duration.ofSeconds(10));
  }

  @Test
  @Tag("long")
  @DisplayName("for an hour, or as many minutes as etagere.soak.minutes says")
  void forLong() throws Exception {
    soak(Duration.ofMinutes(Integer.getInteger("etagere.soak.minutes", 60)));
  }

  private void soak(Duration time) throws Exception {
    System.out.println("etagere.seed=" + seed);
    Retention brief =
        new Retention(Duration.ofMinutes(1), 20, Retention.DEFAULT.age(), Duration.ofSeconds(2));
    ServerOptions options = RunningServer.options().with(brief);
    try (Store store = RocksDbStore.open(folder.resolve("store"), StoreObserver.NONE);
        RunningServer server = new RunningServer(store, options)) {
      MixedLoad load = new MixedLoad(server, seed);
      load.run(time.dividedBy(ROUNDS));
      Footprint first = Footprint.settled(server.port());
      Footprint last = first;
      for (int round = 1; round < ROUNDS; round++) {
        System.out.printf("after %d of %d rounds: %s%n", round, ROUNDS, last);
        load.run(time.dividedBy(ROUNDS));
        last = Footprint.settled(first, SLACK);
      }
      long versions = Chains.assertWhole(store);
      System.out.printf(
          "at the end: %s; %,d versions; replies %s%n", last, versions, load.statuses());
      assertAnswered(load.statuses());
      assertThat(last.isWithin(first, SLACK)).as("first %s; last %s", first, last).isTrue();
    }
  }

  /** Everything that the load is to do was done, and nothing failed. */
  private static void assertAnswered(Map<Integer, LongAdder> statuses) {
    assertThat(statuses.keySet()).allMatch(status -> status < 500);
    assertThat(statuses).containsKeys(200, 201, 204, 206, 304, 400, 404, 412, 428);
  }
}
