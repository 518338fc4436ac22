package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.Change;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Opening, closing, the secret, and who is called after a commit. */
abstract class LifecycleContract extends ContractPart {

  @Test
  void theSecretHas32BytesAndIsNobodysToChange() {
    byte[] secret = store().secret();
    assertThat(secret).hasSize(32).isNotEqualTo(new byte[32]);
    secret[0]++;
    assertThat(store().secret()).isNotEqualTo(secret);
  }

  @Tag(StoreContract.DURABLE)
  @Test
  void whatWasWrittenOutlivesClosing() {
    Attempt last = new Attempt().write("/b", 1, "b").delete("/a", 4);
    chain("/a", 3);
    committed(last);
    byte[] secret = store().secret();
    List<Change> changes = store().changes(0, 100);
    contract().reopen();
    assertThat(store().secret()).isEqualTo(secret);
    assertThat(store().changes(0, 100)).isEqualTo(changes);
    assertThat(store().landed(last.operation())).contains(last.versions());
    assertThat(numbers(store().history(path("/a"), Long.MAX_VALUE, 9)))
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(HistoryChecker.check(store(), List.of())).isEmpty();
  }

  @Tag(StoreContract.DURABLE)
  @Test
  void theOrderGoesOnAfterOpening() {
    chain("/a", 2);
    long before = store().newestSequence();
    contract().reopen();
    assertThat(committed(new Attempt().write("/a", 3, "c"))).isGreaterThan(before);
    assertThat(store().changes(before, 9)).hasSize(1);
  }

  @Test
  void closingTwiceDoesNothing() {
    store().close();
    store().close();
  }

  @Test
  void afterClosingEveryMethodSaysSo() {
    Store store = store();
    store.close();
    List<ThrowingCallable> calls =
        List.of(
            store::secret,
            () -> store.current(path("/a")),
            () -> store.version(path("/a"), 1),
            () -> store.history(path("/a"), 9, 1),
            () -> store.list("/", "", 1),
            () -> store.paths("", 1),
            () -> store.changes(0, 1),
            store::newestSequence,
            () -> store.subscribe(sequence -> {}),
            () -> store.stage(new ByteArrayInputStream(new byte[1])),
            () -> store.open(Content.NONE, 0, 0),
            () -> store.commit(new Attempt().write("/a", 1, "a").commit()),
            () -> store.landed("an operation that never was"),
            () -> store.receipt("k"),
            () -> store.expire(Instant.EPOCH),
            () -> store.prune(path("/a"), 1),
            store::sizeBytes);
    assertThat(calls)
        .allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(StoreException.class));
  }

  @Test
  void listenersAreCalledWithAPositionThatIsNotBeforeTheCommits() throws InterruptedException {
    BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
    store().subscribe(heard::add);
    long sequence = committed(new Attempt().write("/a", 1, "a").write("/b", 1, "b"));
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isNotNull().isGreaterThanOrEqualTo(sequence);
  }

  @Test
  void anEndedSubscriptionIsNotCalled() throws InterruptedException {
    BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
    BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
    Store.Subscription first = store().subscribe(ended::add);
    store().subscribe(heard::add);
    first.close();
    first.close();
    committed(new Attempt().write("/a", 1, "a"));
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(ended).isEmpty();
  }

  @Test
  void theSizeIsNotNegative() {
    chain("/a", 2);
    assertThat(store().sizeBytes()).isNotNegative();
  }
}
