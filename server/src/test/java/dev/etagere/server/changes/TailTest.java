package dev.etagere.server.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.callers.Caller;
import dev.etagere.storage.Change;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.tck.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Who listens to the tail of the feed")
@Timeout(60)
class TailTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  /** More than the tail keeps in memory. */
  private static final int MANY = 10_000;

  private final InMemoryStore store = new InMemoryStore();
  private final Tail tail = new Tail(store);

  @AfterEach
  void close() {
    tail.close();
    store.close();
  }

  private Tail.Listener listen(String prefix) {
    return tail.listen(new View(prefix, Caller.ANYONE), store.newestSequence());
  }

  private void write(String path, long number) {
    store.commit(new Attempt().write(path, number, "x").commit());
  }

  private static List<String> paths(List<Change> changes) {
    return changes.stream().map(change -> change.version().path().value()).toList();
  }

  /** What the listener gets next; it is waiting when this returns. */
  private static FutureTask<List<Change>> waiting(Tail.Listener listener)
      throws InterruptedException {
    FutureTask<List<Change>> next = new FutureTask<>(() -> listener.next(LONG));
    Thread thread = Thread.ofPlatform().daemon().start(next);
    while (thread.getState() != Thread.State.TIMED_WAITING && !next.isDone()) {
      Thread.sleep(1);
    }
    return next;
  }

  @Test
  void isNotWokenByWhatItIsNotShownAndStandsBehindItAllTheSame() throws Exception {
    try (Tail.Listener some = listen("/seen/");
        Tail.Listener all = listen("/")) {
      FutureTask<List<Change>> next = waiting(some);
      List<Change> heard = new ArrayList<>();
      for (int number = 1; number <= MANY; number++) {
        write("/other", number);
      }
      while (heard.size() < MANY) {
        heard.addAll(all.next(LONG));
      }
      assertThat(next.isDone()).isFalse();
      write("/seen/1", 1);
      assertThat(paths(next.get())).containsExactly("/seen/1");
      assertThat(some.position()).isEqualTo(store.newestSequence());
    }
  }

  @Test
  void isWokenByEachChangeOfCredentials() throws Exception {
    try (Tail.Listener some = listen("/seen/")) {
      FutureTask<List<Change>> next = waiting(some);
      write("/-/tokens/t", 1);
      assertThat(paths(next.get())).containsExactly("/-/tokens/t");
    }
  }

  @Test
  void isLetGoWhereTheTailIsClosed() throws Exception {
    try (Tail.Listener some = listen("/seen/")) {
      FutureTask<List<Change>> next = waiting(some);
      tail.close();
      assertThat(next.get()).isEmpty();
    }
  }
}
