package dev.etagere.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.HistoryChecker;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not known is looked up; what is answered is true. */
class LostConnectionTest {

  private static final ResourcePath PATH = new ResourcePath("/a");

  private String location = "";
  private Proxy proxy;
  private PostgresqlStore store;

  @BeforeEach
  void open() {
    PostgresqlCluster cluster = PostgresqlCluster.shared();
    location = Databases.emptied();
    proxy = new Proxy(cluster.port());
    store =
        PostgresqlStore.open(
            location.replace(":" + cluster.port(), ":" + proxy.port()), StoreObserver.NONE);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    proxy.close();
  }

  private Outcome commit(Attempt attempt) {
    return store.commit(attempt.commit());
  }

  private void assertCommitted(Attempt attempt) {
    assertThat(commit(attempt)).isInstanceOf(Outcome.Committed.class);
  }

  @Test
  void aCommitThatTheDatabaseNeverGotDidNotLandAndNeverWill() {
    Attempt lost = new Attempt().write("/a", 1, "lost");
    proxy.cut(lost.operation(), Proxy.Cut.BEFORE);
    assertThat(commit(lost)).isEqualTo(new Outcome.Unknown(lost.operation()));
    assertThat(store.landed(lost.operation())).isEmpty();
    assertThatThrownBy(() -> commit(lost))
        .as("the note that it never will land keeps it from landing late")
        .isInstanceOf(StoreException.class);
    assertCommitted(new Attempt().write("/a", 1, "again"));
  }

  @Test
  void aCommitWhoseAnswerWasLostHasLanded() {
    Attempt unheard = new Attempt().write("/a", 1, "unheard");
    proxy.cut(unheard.operation(), Proxy.Cut.AFTER);
    assertThat(commit(unheard)).isEqualTo(new Outcome.Unknown(unheard.operation()));
    assertThat(store.landed(unheard.operation())).contains(unheard.versions());
    assertThat(commit(new Attempt().write("/a", 1, "again"))).isInstanceOf(Outcome.Conflict.class);
  }

  @Test
  void theSameHoldsWhereTheStateWasLockedAndReadFirst() {
    assertCommitted(new Attempt().write("/b", 1, "b", "claimed"));
    for (Proxy.Cut cut : List.of(Proxy.Cut.BEFORE, Proxy.Cut.AFTER)) {
      Attempt lost = new Attempt().write("/" + cut, 1, "lost", "claim of " + cut);
      proxy.cut(lost.operation(), cut);
      assertThat(commit(lost)).isEqualTo(new Outcome.Unknown(lost.operation()));
      assertThat(store.landed(lost.operation()).isPresent()).isEqualTo(cut == Proxy.Cut.AFTER);
    }
    assertThat(HistoryChecker.check(store, List.of())).isEmpty();
  }

  @Test
  void aTransactionThatIsStillUnderWayIsWaitedFor() throws Exception {
    Attempt waiting = new Attempt().write("/a", 1, "waiting");
    try (Connection other = Databases.connect(location)) {
      other.setAutoCommit(false);
      Database.execute(other, "SELECT FROM counter FOR UPDATE", Database.Parameters.NONE);
      proxy.cut(waiting.operation(), Proxy.Cut.DURING);
      assertThat(commit(waiting)).isEqualTo(new Outcome.Unknown(waiting.operation()));
      CompletableFuture<Boolean> landed =
          CompletableFuture.supplyAsync(() -> store.landed(waiting.operation()).isPresent());
      assertThatThrownBy(() -> landed.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      other.commit();
      boolean isThere = landed.get(60, TimeUnit.SECONDS);
      assertThat(store.current(PATH).newest().isPresent()).isEqualTo(isThere);
    }
  }

  @Test
  void whileTheDatabaseIsAwayTheStoreSaysSoAndGoesOnByItself() {
    assertCommitted(new Attempt().write("/a", 1, "before"));
    PostgresqlCluster.shared().crash();
    try {
      assertThatThrownBy(() -> store.current(PATH))
          .isInstanceOfSatisfying(
              StoreException.class,
              away -> assertThat(away.trouble()).isEqualTo(Trouble.UNAVAILABLE));
    } finally {
      PostgresqlCluster.shared().start();
    }
    assertThat(store.current(PATH).expected().number()).isEqualTo(1);
    Attempt next = new Attempt().write("/a", 2, "after");
    Outcome outcome = commit(next);
    boolean landed =
        outcome instanceof Outcome.Committed || store.landed(next.operation()).isPresent();
    assertThat(store.current(PATH).expected().number()).isEqualTo(landed ? 2 : 1);
  }

  @Test
  void aTerminatedConnectionIsReplaced() throws SQLException {
    assertCommitted(new Attempt().write("/a", 1, "before"));
    try (Connection other = Databases.connect(location)) {
      Database.execute(
          other,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()",
          Database.Parameters.NONE);
    }
    assertThat(store.current(PATH).expected().number()).isEqualTo(1);
    assertThat(store.history(PATH, 9, 9)).hasSize(1);
  }

  @Test
  void aCommitTakesOneRoundTripIfAllIsAsExpectedThreeIfNotAndTwoWithClaims() {
    for (int number = 1; number <= 20; number++) {
      assertCommitted(new Attempt().write("/a", number, "warm")); // connections, statements
    }
    assertThat(roundTrips(number -> new Attempt().write("/a", 20 + number, "counted")))
        .isEqualTo(1);
    assertThat(roundTrips(number -> new Attempt().write("/a", 1, "stale"))).isEqualTo(3);
    assertThat(roundTrips(number -> new Attempt().write("/b" + number, 1, "b", "claim " + number)))
        .isEqualTo(2);
  }

  /** Of a commit; the least of some, for now and then the other connections have a word, too. */
  private long roundTrips(IntFunction<Attempt> attempt) {
    long least = Long.MAX_VALUE;
    for (int number = 1; number <= 10; number++) {
      Attempt next = attempt.apply(number);
      long before = proxy.roundTrips();
      commit(next);
      least = Math.min(least, proxy.roundTrips() - before);
    }
    return least;
  }
}
