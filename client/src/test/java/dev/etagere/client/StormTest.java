package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many clients on one document. */
class StormTest {
  private static final int CLIENTS = 64;
  private static final long SEED =
      Long.getLong("etagere.seed", ThreadLocalRandom.current().nextLong());

  private final AtomicInteger left = new AtomicInteger();

  @Test
  void noIncrementIsLostAndNoneCountsTwiceWhereEveryFifthReplyIsLost() throws Exception {
    System.out.println("etagere.seed=" + SEED);
    try (LocalServer server = new LocalServer();
        LossyProxy proxy = new LossyProxy(server.uri(), 0.2, SEED)) {
      run(server, proxy, 2_000);
      System.out.println("lost before " + proxy.lostBefore() + ", after " + proxy.lostAfter());
      assertThat(proxy.lostBefore()).isPositive();
      assertThat(proxy.lostAfter()).isPositive();
    }
  }

  @Test
  void fewTriesAreWasted() throws Exception {
    try (LocalServer server = new LocalServer();
        LossyProxy proxy = new LossyProxy(server.uri(), 0, SEED)) {
      run(server, proxy, 640);
      assertThat(proxy.writes() / 640.0).isLessThan(16); // all at once: some 30
    }
  }

  private void run(LocalServer server, LossyProxy proxy, int increments) throws Exception {
    left.set(increments);
    EtagereClient direct = server.client();
    direct.create("/counter", Content.text("0"));
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> done =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> threads.submit(() -> increments(proxy)))
              .toList();
      for (Future<Integer> one : done) {
        one.get();
      }
    }
    System.out.printf(
        "tries per success %.2f, seconds %.1f%n",
        (double) proxy.writes() / increments, (System.nanoTime() - began) / 1e9);
    assertThat(direct.read("/counter").document().text()).isEqualTo(Integer.toString(increments));
  }

  /** One client: it increments while there is something left to be done. */
  private int increments(LossyProxy proxy) {
    EtagereClient client = EtagereClient.of(proxy.uri().toString());
    int done = 0;
    while (left.getAndDecrement() > 0) {
      assertThat(client.update("/counter", StormTest::plusOne)).isInstanceOf(Saved.class);
      done++;
    }
    return done;
  }

  private static Content plusOne(Content content) {
    return content.withText(Integer.toString(Integer.parseInt(content.asText()) + 1));
  }
}
