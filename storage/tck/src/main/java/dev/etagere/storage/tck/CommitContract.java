package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Version;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code commit}: all or none, if and only if everything is as expected. */
abstract class CommitContract extends ContractPart {

  @Test
  void aCommittedVersionIsTheNewestOfItsPath() {
    Attempt attempt = new Attempt().write("/a", 1, "one");
    committed(attempt);
    assertThat(present("/a").version()).isEqualTo(attempt.versions().get(0));
    assertThat(present("/a").content()).isEqualTo(Attempt.text("one"));
  }

  @Test
  void everythingThatAVersionSaysIsKept() {
    Attempt attempt = new Attempt().write("/ä/𝄞/~", 1, "");
    committed(attempt);
    assertThat(store().version(path("/ä/𝄞/~"), 1).orElseThrow().version())
        .isEqualTo(attempt.versions().get(0));
  }

  @Test
  void theNextVersionReplacesTheOneThatWasExpected() {
    chain("/a", 3);
    assertThat(present("/a").content()).isEqualTo(Attempt.text("v3"));
    assertThat(newest("/a")).isEqualTo(3);
  }

  @Test
  void aCreationIsRefusedWhereSomethingStandsAndReportsIt() {
    chain("/a", 1);
    assertThat(attempt(new Attempt().write("/a", 1, "again")))
        .isEqualTo(new Outcome.Conflict(path("/a"), store().current(path("/a"))));
    assertThat(present("/a").content()).isEqualTo(Attempt.text("v1"));
  }

  @Test
  void aStaleWriteIsRefusedAndReportsWhatIsCurrent() {
    chain("/a", 3);
    assertThat(attempt(new Attempt().write("/a", 3, "stale")))
        .isEqualTo(new Outcome.Conflict(path("/a"), new Selected.Present(present("/a"))));
    assertThat(numbers(store().history(path("/a"), Long.MAX_VALUE, 10)))
        .containsExactly(3L, 2L, 1L);
  }

  @Test
  void aWriteOnAVersionThatIsYetToComeIsRefused() {
    chain("/a", 1);
    assertThat(attempt(new Attempt().write("/a", 3, "early"))).isInstanceOf(Outcome.Conflict.class);
    assertThat(attempt(new Attempt().write("/nothing", 2, "early")))
        .isEqualTo(new Outcome.Conflict(path("/nothing"), new Selected.Absent()));
  }

  @Test
  void aDeletionMakesAVersionAndTheResourceGoesOnCounting() {
    chain("/a", 1);
    Attempt deletion = new Attempt().delete("/a", 2);
    committed(deletion);
    assertThat(store().current(path("/a")))
        .isEqualTo(new Selected.Deleted(deletion.versions().get(0)));
    assertThat(store().version(path("/a"), 2).orElseThrow().content()).isEqualTo(Content.NONE);
    assertThat(attempt(new Attempt().write("/a", 1, "as if new")))
        .isInstanceOf(Outcome.Conflict.class);
    committed(new Attempt().write("/a", 3, "back"));
    assertThat(numbers(store().history(path("/a"), Long.MAX_VALUE, 10)))
        .containsExactly(3L, 2L, 1L);
  }

  @Test
  void aConflictWithATombstoneReportsTheTombstone() {
    committed(new Attempt().write("/a", 1, "one"));
    committed(new Attempt().delete("/a", 2));
    assertThat(attempt(new Attempt().write("/a", 2, "late")))
        .isEqualTo(new Outcome.Conflict(path("/a"), store().current(path("/a"))));
  }

  @Test
  void aCommitOverManyPathsHappensWholly() {
    Attempt attempt = new Attempt();
    IntStream.range(0, 1_000).forEach(i -> attempt.write("/many/" + i, 1, "n" + i));
    long sequence = committed(attempt);
    assertThat(store().newestSequence()).isEqualTo(sequence);
    assertThat(store().paths("", 2_000)).hasSize(1_000);
    assertThat(store().landed(attempt.operation())).contains(attempt.versions());
  }

  @Test
  void aCommitOverManyPathsHappensNotAtAllIfOneIsNotAsExpected() {
    chain("/b", 1);
    assertThat(attempt(new Attempt().write("/a", 1, "a").write("/b", 1, "b").write("/c", 1, "c")))
        .isEqualTo(new Outcome.Conflict(path("/b"), store().current(path("/b"))));
    assertThat(store().current(path("/a"))).isEqualTo(new Selected.Absent());
    assertThat(store().current(path("/c"))).isEqualTo(new Selected.Absent());
    assertThat(store().changes(0, 10)).hasSize(1);
  }

  @Test
  void aGuardHoldsWhileThePathIsAsItWas() {
    chain("/rules", 2);
    committed(new Attempt().write("/a", 1, "a").guard("/rules", 2).guard("/none", 0));
    assertThat(newest("/a")).isEqualTo(1);
  }

  @Test
  void aGuardThatDoesNotHoldRefusesTheCommitAndIsReported() {
    chain("/rules", 2);
    assertThat(attempt(new Attempt().write("/a", 1, "a").guard("/rules", 1)))
        .isEqualTo(new Outcome.Conflict(path("/rules"), store().current(path("/rules"))));
    assertThat(attempt(new Attempt().write("/a", 1, "a").guard("/rules", 0)))
        .isInstanceOf(Outcome.Conflict.class);
    assertThat(newest("/a")).isZero();
  }

  @Test
  void theFirstConflictInTheOrderWritesGuardsReclaimsIsReported() {
    chain("/a", 1);
    chain("/b", 1);
    chain("/c", 1);
    Attempt all = new Attempt().reclaim("/c", 5, "k").guard("/b", 5).write("/d", 1, "d");
    assertThat(conflictPath(all)).isEqualTo("/b");
    assertThat(conflictPath(new Attempt().guard("/b", 5).write("/d", 1, "d").write("/a", 1, "a")))
        .isEqualTo("/a");
    assertThat(conflictPath(new Attempt().reclaim("/c", 5, "k"))).isEqualTo("/c");
  }

  private String conflictPath(Attempt attempt) {
    return ((Outcome.Conflict) attempt(attempt)).path().value();
  }

  @Test
  void ofSeveralReasonsDuplicateComesFirstThenConflictThenTaken() {
    Receipt receipt = new Receipt("key", "f", "o", Instant.parse("2030-01-01T00:00:00Z"));
    committed(new Attempt().write("/a", 1, "a", "claimed").receipt(receipt));
    assertThat(
            attempt(
                new Attempt().write("/a", 1, "a").write("/b", 1, "b", "claimed").receipt(receipt)))
        .isEqualTo(new Outcome.Duplicate(receipt));
    assertThat(attempt(new Attempt().write("/b", 1, "b", "claimed").write("/c", 2, "c")))
        .isInstanceOf(Outcome.Conflict.class);
    assertThat(attempt(new Attempt().write("/b", 1, "b", "claimed")))
        .isInstanceOf(Outcome.Taken.class);
  }

  @Test
  void anOperationThatLandedIsFoundWithItsVersionsInOrderHoweverLate() {
    Attempt attempt = new Attempt().write("/b", 1, "b").write("/a", 1, "a");
    committed(attempt);
    committed(new Attempt().write("/a", 2, "a2"));
    assertThat(store().landed(attempt.operation())).contains(attempt.versions());
  }

  @Test
  void anOperationThatWasRefusedNeverLanded() {
    chain("/a", 1);
    Attempt refused = new Attempt().write("/a", 1, "again");
    attempt(refused);
    assertThat(store().landed(refused.operation())).isEmpty();
    assertThat(store().landed("never-heard-of-this-operation")).isEmpty();
  }

  @Test
  void theSequenceOfACommitIsThePositionOfItsLastVersion() {
    long first = committed(new Attempt().write("/a", 1, "a").write("/b", 1, "b"));
    long second = committed(new Attempt().write("/c", 1, "c"));
    assertThat(second).isGreaterThan(first);
    List<Version> after =
        store().changes(first, 10).stream().map(change -> change.version()).toList();
    assertThat(after).extracting(version -> version.path().value()).containsExactly("/c");
    assertThat(store().changes(0, 2).get(1).sequence()).isEqualTo(first);
  }
}
