package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Change;
import dev.etagere.storage.Selected;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code version}, {@code history}, {@code changes}, {@code prune}. */
abstract class VersionContract extends ContractPart {

  @Test
  void whereNothingWasWrittenThereIsNothing() {
    assertThat(store().current(path("/a"))).isEqualTo(new Selected.Absent());
    assertThat(store().version(path("/a"), 1)).isEmpty();
    assertThat(store().history(path("/a"), Long.MAX_VALUE, 1)).isEmpty();
    assertThat(store().changes(0, 1)).isEmpty();
    assertThat(store().newestSequence()).isZero();
    assertThat(store().prune(path("/a"), 5)).isZero();
  }

  @Test
  void everyVersionIsKeptWithItsContent() {
    chain("/a", 3);
    assertThat(store().version(path("/a"), 2).orElseThrow().content())
        .isEqualTo(Attempt.text("v2"));
    assertThat(store().version(path("/a"), 4)).isEmpty();
  }

  @Test
  void historyIsNewestFirstAndPagedByNumber() {
    chain("/a", 5);
    assertThat(numbers(store().history(path("/a"), Long.MAX_VALUE, 2))).containsExactly(5L, 4L);
    assertThat(numbers(store().history(path("/a"), 4, 2))).containsExactly(3L, 2L);
    assertThat(numbers(store().history(path("/a"), 2, 2))).containsExactly(1L);
    assertThat(store().history(path("/a"), 1, 2)).isEmpty();
  }

  @Test
  void historyIsThatOfThePathAlone() {
    chain("/a", 2);
    chain("/a/b", 2);
    chain("/aa", 2);
    assertThat(store().history(path("/a"), Long.MAX_VALUE, 10))
        .hasSize(2)
        .allMatch(version -> version.path().equals(path("/a")));
  }

  @Test
  void changesAreInTheOrderOfCommitsAndReadOnWithoutGapOrRepetition() {
    chain("/b", 2);
    committed(new Attempt().write("/a", 1, "a").write("/c", 1, "c"));
    committed(new Attempt().delete("/b", 3));
    List<Change> all = store().changes(0, 100);
    assertThat(
            all.stream().map(change -> change.version().path().value() + change.version().number()))
        .containsExactly("/b1", "/b2", "/a1", "/c1", "/b3");
    assertThat(all).extracting(Change::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(all.get(0).sequence()).isPositive();
    assertThat(all.get(4).sequence()).isEqualTo(store().newestSequence());
    List<Change> firstPage = store().changes(0, 3);
    assertThat(firstPage).isEqualTo(all.subList(0, 3));
    assertThat(store().changes(firstPage.get(2).sequence(), 3)).isEqualTo(all.subList(3, 5));
    assertThat(store().changes(store().newestSequence(), 3)).isEmpty();
  }

  @Test
  void pruningDropsTheVersionsBelowANumberAndLeavesTheChanges() {
    chain("/a", 5);
    chain("/ab", 2);
    assertThat(store().prune(path("/a"), 4)).isEqualTo(3);
    assertThat(numbers(store().history(path("/a"), Long.MAX_VALUE, 10))).containsExactly(5L, 4L);
    assertThat(store().version(path("/a"), 3)).isEmpty();
    assertThat(store().version(path("/a"), 4)).isPresent();
    assertThat(store().changes(0, 100)).hasSize(7);
    assertThat(store().history(path("/ab"), Long.MAX_VALUE, 10)).hasSize(2);
    assertThat(store().prune(path("/a"), 4)).isZero();
  }

  @Test
  void pruningNeverDropsTheNewestVersion() {
    chain("/a", 3);
    assertThat(store().prune(path("/a"), Long.MAX_VALUE)).isEqualTo(2);
    assertThat(present("/a").content()).isEqualTo(Attempt.text("v3"));
    committed(new Attempt().write("/a", 4, "v4"));
  }

  @Test
  void aPrunedTombstoneStillCounts() {
    chain("/a", 1);
    committed(new Attempt().delete("/a", 2));
    assertThat(store().prune(path("/a"), Long.MAX_VALUE)).isEqualTo(1);
    assertThat(store().current(path("/a"))).isInstanceOf(Selected.Deleted.class);
    assertThat(newest("/a")).isEqualTo(2);
  }

  @Test
  void landedOperationsAreToldAfterTheirVersionsArePruned() {
    Attempt first = new Attempt().write("/a", 1, "a");
    committed(first);
    committed(new Attempt().write("/a", 2, "b"));
    store().prune(path("/a"), 2);
    assertThat(store().landed(first.operation())).contains(first.versions());
  }
}
