package dev.etagere.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups form while the one before them is written, and everybody is answered. */
@Timeout(60)
class CommitQueueTest {

  /** A committer that shows each group it gets and waits to be let on. */
  private static final class Gate implements CommitQueue.Committer {

    private final BlockingQueue<List<Commit>> groups = new LinkedBlockingQueue<>();
    private final Semaphore open = new Semaphore(0);

    @Override
    public List<Outcome> commit(List<Commit> group) {
      groups.add(group);
      open.acquireUninterruptibly();
      if (group.stream().anyMatch(commit -> commit.operation().startsWith("damaged"))) {
        throw new StoreException(StoreException.Trouble.CORRUPT, "damaged");
      }
      if (group.stream().anyMatch(commit -> commit.operation().startsWith("lost"))) {
        throw new StoreException(StoreException.Trouble.UNAVAILABLE, "away");
      }
      return group.stream()
          .<Outcome>map(commit -> new Outcome.Unknown(commit.operation()))
          .toList();
    }

    List<String> next() throws InterruptedException {
      List<Commit> group = groups.poll(30, TimeUnit.SECONDS);
      return group == null ? List.of() : group.stream().map(Commit::operation).sorted().toList();
    }
  }

  private final Gate gate = new Gate();
  private final CommitQueue queue = new CommitQueue("test-commit", gate);
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

  private static Commit named(String operation) {
    return new Commit(operation, List.of(), List.of(), List.of(), Optional.empty());
  }

  private CompletableFuture<Outcome> submit(String operation) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread caller =
        new Thread(() -> {
          begun.add(operation);
          try {
            outcome.complete(queue.submit(named(operation)));
          } catch (StoreException refused) {
            outcome.completeExceptionally(refused);
          }
        });
    caller.setDaemon(true);
    caller.start();
    await(() -> begun.contains(operation) && isParked(caller));
    return outcome;
  }

  private static boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.WAITING || !thread.isAlive();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatQueuesUpWhileAGroupIsWrittenIsTheNextGroup() throws InterruptedException {
    CompletableFuture<Outcome> first = submit("a");
    assertThat(gate.next()).containsExactly("a");
    List<CompletableFuture<Outcome>> rest =
        IntStream.range(0, 5).mapToObj(i -> submit("b" + i)).toList();
    assertThat(first).isNotDone();
    gate.open.release();
    assertThat(gate.next()).containsExactly("b0", "b1", "b2", "b3", "b4");
    assertThat(first.join()).isEqualTo(new Outcome.Unknown("a"));
    assertThat(rest).noneMatch(CompletableFuture::isDone);
    gate.open.release();
    assertThat(rest).extracting(CompletableFuture::join).doesNotHaveDuplicates().hasSize(5);
  }

  @Test
  void damageIsToldToThoseWhoTouchItAndTheOthersAreServed() {
    CompletableFuture<Outcome> first = submit("a");
    CompletableFuture<Outcome> damaged = submit("damaged");
    CompletableFuture<Outcome> innocent = submit("innocent");
    gate.open.release(10);
    assertThat(first.join()).isNotNull();
    assertThat(innocent.join()).isEqualTo(new Outcome.Unknown("innocent"));
    assertThatThrownBy(damaged::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aStoreThatIsAwayIsToldToTheWholeGroup() {
    CompletableFuture<Outcome> first = submit("a");
    CompletableFuture<Outcome> lost = submit("lost");
    CompletableFuture<Outcome> other = submit("other");
    gate.open.release(2);
    assertThat(first.join()).isNotNull();
    assertThatThrownBy(lost::join).hasMessageContaining("away");
    assertThatThrownBy(other::join).hasMessageContaining("away");
  }

  @Test
  void closingAnswersWhatWasQueuedAndRefusesWhatComesLater() {
    CompletableFuture<Outcome> first = submit("a");
    List<CompletableFuture<Outcome>> queued =
        IntStream.range(0, CommitQueue.LARGEST_GROUP / 8).mapToObj(i -> submit("b" + i)).toList();
    Thread closer = new Thread(queue::close);
    closer.start();
    await(() -> isParked(closer));
    assertThatThrownBy(() -> queue.submit(named("late"))).isInstanceOf(StoreException.class);
    gate.open.release(2);
    assertThat(first.join()).isNotNull();
    assertThat(queued).extracting(CompletableFuture::join).hasSize(queued.size());
    queue.close();
  }

  @Test
  void closingAnEmptyQueueEnds() {
    queue.close();
    queue.close();
    assertThatThrownBy(() -> queue.submit(named("late"))).isInstanceOf(StoreException.class);
  }
}
