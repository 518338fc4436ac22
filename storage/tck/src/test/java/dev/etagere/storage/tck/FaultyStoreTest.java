package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.StoreException;
import org.junit.jupiter.api.Test;

/** Faults come when they are planned, once, and do what they say. */
class FaultyStoreTest {

  private final FaultyStore store = new FaultyStore(new InMemoryStore());
  private final Attempt attempt = new Attempt().write("/a", 1, "one");

  @Test
  void theNthOperationFailsAndNoOther() {
    for (int n = 1; n <= 5; n++) {
      store.failAt(n, FaultyStore.Fault.FAILS);
      for (int before = 1; before < n; before++) {
        store.newestSequence();
      }
      assertThat(store.isFaultPending()).isTrue();
      assertThatThrownBy(store::newestSequence).isInstanceOf(StoreException.class);
      assertThat(store.newestSequence()).isZero();
    }
  }

  @Test
  void aCommitThatFailsDidNothing() {
    store.failAt(1, FaultyStore.Fault.FAILS);
    assertThatThrownBy(() -> store.commit(attempt.commit())).isInstanceOf(StoreException.class);
    assertThat(store.landed(attempt.operation())).isEmpty();
  }

  @Test
  void aCommitThatIsLostBeforeItsEffectDidNotLand() {
    store.failAt(1, FaultyStore.Fault.LOST_BEFORE);
    assertThat(store.commit(attempt.commit())).isEqualTo(new Outcome.Unknown(attempt.operation()));
    assertThat(store.landed(attempt.operation())).isEmpty();
  }

  @Test
  void aCommitThatIsLostAfterItsEffectDidLand() {
    store.failAt(1, FaultyStore.Fault.LOST_AFTER);
    assertThat(store.commit(attempt.commit())).isEqualTo(new Outcome.Unknown(attempt.operation()));
    assertThat(store.landed(attempt.operation())).contains(attempt.versions());
  }

  @Test
  void aRivalActsBetweenTheReadAndTheCommitOnce() {
    Attempt rival = new Attempt().write("/a", 1, "the rival's");
    store.beforeNextCommit(other -> other.commit(rival.commit()));
    assertThat(store.current(new ResourcePath("/a"))).isEqualTo(new Selected.Absent());
    assertThat(store.commit(attempt.commit())).isInstanceOf(Outcome.Conflict.class);
    assertThat(store.commit(new Attempt().write("/a", 2, "next").commit()))
        .isInstanceOf(Outcome.Committed.class);
  }
}
