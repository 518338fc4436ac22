package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Change;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.Attempt;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The newest changes in memory")
class NewestChangesTest {

  /** More than are kept. */
  private static final int MADE = 1_100;

  private final NewestChanges changes = new NewestChanges();

  @TempDir Path folder;

  @BeforeEach
  void make() {
    LongStream.rangeClosed(1, MADE).forEach(n -> changes.add(change(n)));
  }

  private static Change change(long sequence) {
    return new Change(
        sequence,
        new Attempt().write("/a", sequence, "x").commit().writes().get(0).stored().version());
  }

  private List<Long> after(long position, long newest, int limit) {
    return changes.after(position, newest, limit).orElseThrow().stream()
        .map(Change::sequence)
        .toList();
  }

  @Test
  @DisplayName("come in order, up to a limit and to the newest that is told of")
  void inOrder() {
    assertThat(after(1_090, MADE, 3)).containsExactly(1_091L, 1_092L, 1_093L);
    assertThat(after(1_097, MADE, 9)).containsExactly(1_098L, 1_099L, 1_100L);
    assertThat(after(1_097, 1_098, 9)).containsExactly(1_098L);
    assertThat(after(MADE, MADE, 9)).isEmpty();
    assertThat(after(MADE + 5, MADE, 9)).isEmpty();
  }

  @Test
  @DisplayName("are not told of where some of them are no longer kept, or never were")
  void notKept() {
    assertThat(changes.after(0, MADE, 9)).isEmpty();
    assertThat(changes.after(-2_000, MADE, 9)).isEmpty();
    assertThat(changes.after(MADE - 1, MADE + 1, 9)).isEmpty();
  }

  @Test
  @DisplayName("are those that the store reads")
  void sameAsStored() {
    try (RocksDbStore store = RocksDbStore.open(folder, StoreObserver.NONE)) {
      for (int n = 1; n <= MADE; n++) {
        store.commit(new Attempt().write("/a" + n % 7, (n - 1) / 7 + 1L, "x").commit());
      }
      List<Change> all = store.changes(0, MADE + 1);
      assertThat(all).hasSize(MADE);
      for (int position : List.of(0, 70, 77, 600, MADE - 1, MADE)) {
        assertThat(store.changes(position, 50))
            .isEqualTo(all.subList(position, Math.min(MADE, position + 50)));
      }
    }
  }
}
