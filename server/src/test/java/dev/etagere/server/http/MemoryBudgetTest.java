package dev.etagere.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The memory that requests share")
class MemoryBudgetTest {

  private static final long SMALL = Store.INLINE_LIMIT;
  private static final long LARGE = 100_000;

  private final MemoryBudget memory = new MemoryBudget(1_000_000);

  @Test
  @DisplayName("is not asked for by requests that hold little, however many they are")
  void little() {
    for (int i = 0; i < 100; i++) {
      memory.open().take(SMALL);
    }
    assertThat(memory.held()).isZero();
  }

  @Test
  @DisplayName("counts all that a request holds once that is much, and gives all of it back")
  void much() {
    MemoryBudget.Share share = memory.open();
    share.take(SMALL);
    share.take(1);
    assertThat(memory.held()).isEqualTo(SMALL + 1);
    share.take(LARGE);
    assertThat(memory.held()).isEqualTo(SMALL + 1 + LARGE);

    share.close();
    share.close();
    assertThat(memory.held()).isZero();
  }

  @Test
  @DisplayName("is refused with 503 and Retry-After while others hold it, and nothing is taken")
  void noRoom() {
    MemoryBudget.Share others = memory.open();
    others.take(950_000);
    MemoryBudget.Share mine = memory.open();

    assertThatThrownBy(() -> mine.take(LARGE))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.problem().kind()).isEqualTo(ProblemKind.UNAVAILABLE);
              assertThat(refusal.problem().fields()).containsEntry("Retry-After", "1");
            });
    assertThat(memory.held()).isEqualTo(950_000);
    mine.take(SMALL);
    mine.close();
    assertThat(memory.held()).isEqualTo(950_000);

    others.close();
    mine.take(LARGE);
    assertThat(memory.held()).isEqualTo(LARGE);
  }

  @Test
  @DisplayName(
      "is refused with 413 to a request that needs more than there is for all, alone or in steps")
  void never() {
    MemoryBudget.Share share = memory.open();

    assertThat(share.tryTake(1_000_001).map(Problem::kind)).contains(ProblemKind.CONTENT_TOO_LARGE);
    assertThat(share.tryTake(Long.MAX_VALUE).map(Problem::kind))
        .contains(ProblemKind.CONTENT_TOO_LARGE);
    share.take(1_000_000);
    assertThat(share.tryTake(1).map(Problem::kind)).contains(ProblemKind.CONTENT_TOO_LARGE);
    assertThat(memory.held()).isEqualTo(1_000_000);
  }

  @Test
  @DisplayName("may be overdrawn by what has to be held, and then has no room for others")
  void owed() {
    MemoryBudget.Share reply = memory.open();
    reply.owe(1_500_000);

    assertThat(memory.held()).isEqualTo(1_500_000);
    assertThat(memory.open().tryTake(LARGE).map(Problem::kind)).contains(ProblemKind.UNAVAILABLE);
    assertThat(memory.open().tryTake(SMALL)).isEmpty();
    reply.close();
    assertThat(memory.held()).isZero();
  }

  @Test
  @DisplayName("is enough for one page of any length, and has no room for a second one")
  void shown() {
    MemoryBudget.Share page = memory.open();
    page.show(1_500_000);

    assertThat(memory.held()).isEqualTo(1_500_000);
    assertThatThrownBy(() -> memory.open().show(LARGE))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem().kind()).isEqualTo(ProblemKind.UNAVAILABLE));
    memory.open().show(SMALL);
    page.close();
    assertThat(memory.held()).isZero();
  }

  @Test
  @DisplayName("never has more taken than there is, whoever asks at the same time")
  void race() throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    AtomicLong most = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(Thread.ofPlatform().start(() -> takeAndGiveBack(start, most)));
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(most.get()).isBetween(LARGE, 1_000_000L);
    assertThat(memory.held()).isZero();
  }

  private void takeAndGiveBack(CountDownLatch start, AtomicLong most) {
    try {
      start.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    for (int i = 0; i < 2_000; i++) {
      try (MemoryBudget.Share share = memory.open()) {
        share.tryTake(LARGE + i);
        share.tryTake(LARGE);
        most.accumulateAndGet(memory.held(), Math::max);
      }
    }
  }
}
