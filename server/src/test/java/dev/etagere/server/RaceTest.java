package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Races over HTTP: of two writers with one tag, exactly one wins")
class RaceTest {

  private static final int ROUNDS = 500;

  private static RunningServer server;
  private static ExecutorService threads;

  @BeforeAll
  static void start() {
    server = new RunningServer();
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterAll
  static void stop() {
    threads.close();
    server.close();
  }

  @Test
  @DisplayName("64 writers count to 2,000 by read, PUT with If-Match, and again after a 412")
  void counter() throws Exception {
    server.put("/race/counter", "0");
    AtomicInteger left = new AtomicInteger(2_000);
    AtomicInteger refused = new AtomicInteger();
    List<Callable<Void>> writers = Collections.nCopies(64, () -> increment(left, refused));

    for (Future<Void> writer : threads.invokeAll(writers)) {
      writer.get();
    }

    assertThat(server.get("/race/counter").text()).isEqualTo("2000");
    assertThat(server.get("/race/counter").etag()).startsWith("\"2001.");
    System.out.printf("%.2f refusals for each success%n", refused.get() / 2_000.0);
  }

  private static Void increment(AtomicInteger left, AtomicInteger refused) {
    while (left.getAndDecrement() > 0) {
      refused.decrementAndGet(); // the try that succeeds
      Reply saved;
      do {
        refused.incrementAndGet();
        Reply read = server.get("/race/counter");
        saved =
            server.put(
                "/race/counter",
                String.valueOf(Integer.parseInt(read.text()) + 1),
                "If-Match",
                read.etag());
      } while (saved.status() == 412);
      assertThat(saved.status()).isEqualTo(204);
    }
    return null;
  }

  @Test
  @DisplayName("500 pairs of PUTs with one tag: one 204, and one 412 that names the winner's tag")
  void updates() throws Exception {
    String tag = server.put("/race/pair", "0").etag();
    for (int round = 0; round < ROUNDS; round++) {
      String held = tag;
      List<Reply> replies =
          both(
              () -> server.put("/race/pair", "a", "If-Match", held),
              () -> server.put("/race/pair", "b", "If-Match", held));
      Reply winner = the(204, replies);
      Reply loser = the(412, replies);
      assertThat(loser.problem("current_etag")).isEqualTo(winner.etag());
      tag = winner.etag();
    }
  }

  @Test
  @DisplayName("500 pairs of creations: one 201, one 412")
  void creations() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String path = "/race/create-" + round;
      List<Reply> replies =
          both(
              () -> server.put(path, "a", "If-None-Match", "*"),
              () -> server.put(path, "b", "If-None-Match", "*"));
      assertThat(the(412, replies).problem("current_etag")).isEqualTo(the(201, replies).etag());
    }
  }

  @Test
  @DisplayName("500 pairs of DELETE against PUT: one of the two")
  void deleteAgainstPut() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String path = "/race/delete-" + round;
      String tag = server.put(path, "a").etag();
      List<Reply> replies =
          both(
              () -> server.put(path, "b", "If-Match", tag),
              () -> server.send("DELETE", path, "If-Match", tag));
      boolean deleted = replies.get(1).status() == 204;
      // after a deletion the PUT meets 412 deleted; after a PUT the DELETE meets 412 stale
      assertThat(replies.get(0).status()).isEqualTo(deleted ? 412 : 204);
      assertThat(replies.get(1).status()).isEqualTo(deleted ? 204 : 412);
    }
  }

  private static List<Reply> both(Callable<Reply> one, Callable<Reply> other) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    Future<Reply> first = threads.submit(() -> after(together, one));
    Future<Reply> second = threads.submit(() -> after(together, other));
    return List.of(first.get(), second.get());
  }

  private static Reply after(CyclicBarrier barrier, Callable<Reply> request) throws Exception {
    barrier.await();
    return request.call();
  }

  private static Reply the(int status, List<Reply> replies) {
    assertThat(replies).extracting(Reply::status).containsOnlyOnce(status);
    return replies.stream().filter(reply -> reply.status() == status).findFirst().orElseThrow();
  }
}
