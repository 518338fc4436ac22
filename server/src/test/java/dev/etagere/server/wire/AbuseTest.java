package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Limits;
import dev.etagere.server.RunningServer;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.tck.Chains;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random and hostile requests over raw sockets. A connection that the server neither answers nor
 * closes fails by the patience of {@link RawConnection}.
 */
@DisplayName("Whatever is sent, the server stands")
class AbuseTest {

  private static final int CLIENTS = 8;
  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 ([0-9]{3}) ");

  /** What classes, caches and the history of the few resources may add. */
  private static final Footprint SLACK = new Footprint(64L << 20, 5, 5);

  private final long seed = Long.getLong("etagere.seed", System.nanoTime());
  private final AtomicLong sent = new AtomicLong();

  @Test
  @DisplayName("never a 5xx, a hang, a leak or a broken chain")
  void shortly() throws Exception {
    abuse(Duration.ofSeconds(6));
  }

  @Test
  @Tag("long")
  @DisplayName("for ten minutes")
  void forTenMinutes() throws Exception {
    abuse(Duration.ofMinutes(10));
  }

  private void abuse(Duration time) throws Exception {
    System.out.println("etagere.seed=" + seed);
    Limits limits =
        new Limits(
            16_384, 8_192, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(5), 1_000, 100);
    InMemoryStore store = new InMemoryStore();
    try (RunningServer server = new RunningServer(store, RunningServer.options().with(limits))) {
      attack(server.port(), Duration.ofSeconds(2));
      Footprint before = Footprint.settled(server.port());
      attack(server.port(), time);
      Footprint after = Footprint.settled(before, SLACK);

      System.out.printf("%,d connections; before %s; after %s%n", sent.get(), before, after);
      assertThat(after.isWithin(before, SLACK)).as("before %s; after %s", before, after).isTrue();
      assertThat(Chains.assertWhole(store)).isPositive();
    }
  }

  private void attack(int port, Duration time) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    SplittableRandom random = new SplittableRandom(seed);
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        HostileRequests requests = new HostileRequests(random.split());
        clients.add(
            threads.submit(() -> {
              while (System.nanoTime() < end) {
                exchange(port, requests.next());
              }
            }));
      }
    }
    for (Future<?> client : clients) {
      client.get();
    }
  }

  private void exchange(int port, byte[] request) {
    sent.incrementAndGet();
    try (RawConnection connection = new RawConnection(port)) {
      String replies = connection.send(request).finish().all();
      for (Matcher status = STATUS.matcher(replies); status.find(); ) {
        assertThat(Integer.parseInt(status.group(1)))
            .as(() ->
                "etagere.seed=%d%n%s%n%s"
                    .formatted(seed, new String(request, StandardCharsets.ISO_8859_1), replies))
            .isLessThan(500);
      }
    }
  }
}
