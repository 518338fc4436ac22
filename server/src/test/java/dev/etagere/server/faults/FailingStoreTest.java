package dev.etagere.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer;
import dev.etagere.server.RunningServer.Reply;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.tck.Chains;
import dev.etagere.storage.tck.FaultyStore;
import dev.etagere.storage.tck.FaultyStore.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An fsync that fails, a store that does not answer: at every moment of every request. */
class FailingStoreTest {

  private final FaultyStore store = new FaultyStore(new InMemoryStore());
  private final RunningServer server = new RunningServer(store);
  private final Ledger ledger = new Ledger();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whicheverOperationFailsAWriteIsMadeOrRefusedAndNothingAcknowledgedIsLost(Fault fault) {
    int refused = 0;
    for (int n = 1; n <= 12; n++) {
      String path = "/n/" + n;
      String tag = ledger.put(server, path, "first", "If-None-Match", "*").etag();
      store.failAt(n, fault);
      Reply reply = ledger.put(server, path, "second", "If-Match", tag);
      refused += reply.status() == 204 ? 0 : 1;
      if (reply.status() != 204) {
        Ledger.assertComeAgain(reply, 503);
      }
      while (store.isFaultPending()) {
        server.get(path); // the fault was planned behind this write: a read takes it
      }
      assertGoesOn(path, tag, reply);
    }
    assertThat(refused).isPositive();
    ledger.assertKept(server);
    Chains.assertWhole(store);
  }

  /** Afterwards the same condition tells whether the refused write was made. */
  private void assertGoesOn(String path, String tag, Reply reply) {
    Reply again = ledger.put(server, path, "third", "If-Match", tag);
    if (reply.status() == 204) {
      assertThat(again.status()).isEqualTo(412);
      assertThat(again.problem("current_etag")).isEqualTo(reply.etag());
    } else {
      assertThat(again.status()).isIn(204, 412);
    }
    assertThat(server.get(path).text())
        .isIn(
            reply.status() == 204 ? "second" : "third", again.status() == 412 ? "second" : "third");
  }

  @Test
  void aWriteWhoseOutcomeIsLostButThatLandedIsAcknowledgedWithItsTag() {
    server.put("/warm", "up"); // loads what is read once
    store.failNextCommit(Fault.LOST_AFTER);
    Reply reply = ledger.put(server, "/a", "one", "If-None-Match", "*");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(server.get("/a").etag()).isEqualTo(reply.etag());
    ledger.assertKept(server);
  }

  @Test
  void aWriteWhoseOutcomeIsLostAndThatDidNotLandIsMadeInTheNextRound() {
    store.failNextCommit(Fault.LOST_BEFORE);
    assertThat(ledger.put(server, "/a", "one").status()).isEqualTo(201);
    assertThat(server.get("/-/versions/a").json().path("versions").size()).isEqualTo(1);
  }

  @Test
  void whereNobodyCanTellWhetherAWriteLandedTheRefusalDoesNotSayThatNothingWasChanged() {
    store.failNextCommit(Fault.LOST_AFTER);
    store.failNextLanded();
    Reply reply = server.put("/a", "one", "Idempotency-Key", "\"k\"");
    Ledger.assertComeAgain(reply, 503);
    assertThat(reply.problem("detail")).contains("cannot tell yet").doesNotContain("Nothing");
    Reply retried = server.put("/a", "one", "Idempotency-Key", "\"k\"");
    assertThat(retried.status()).isEqualTo(201);
    assertThat(server.get("/a").etag()).isEqualTo(retried.etag());
    assertThat(server.get("/-/versions/a").json().path("versions").size()).isEqualTo(1);
  }

  @Test
  void aReadThatTheStoreDoesNotAnswerIsToBeSentAgain() {
    ledger.put(server, "/a", "one");
    Reply refused = server.get("/a");
    for (int i = 0; i < 50 && refused.status() == 200; i++) {
      store.failAt(1, Fault.FAILS); // whoever follows the changes may take the fault instead
      refused = server.get("/a");
    }
    Ledger.assertComeAgain(refused, 503);
    assertThat(server.get("/a").text()).isEqualTo("one");
  }
}
