package dev.etagere.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.Adoption;
import dev.etagere.storage.Change;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Content;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreCopy;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code adopt}, {@code claims} and {@code receipts}: data moves between stores unchanged. */
abstract class AdoptionContract extends ContractPart {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final Store origin = new InMemoryStore();
  private final Attempt together =
      new Attempt().write("/a", 1, "a1", "one").write("/b", 1, "b1", "two");

  @BeforeEach
  void fillTheOrigin() {
    origin.commit(together.receipt(receipt("k2")).commit());
    origin.commit(new Attempt().write("/a", 2, "a2", "one", "three").commit());
    origin.commit(new Attempt().write("/c", 1, "c1").receipt(receipt("k1")).commit());
    origin.commit(new Attempt().delete("/b", 2).commit());
    origin.prune(path("/a"), 2);
  }

  private static Receipt receipt(String key) {
    return new Receipt(key, "fingerprint", "outcome of " + key, NOON);
  }

  /** What the origin holds behind a position. */
  private Adoption adoption(long after, int limit) {
    List<Adoption.Entry> entries = new ArrayList<>();
    origin.changes(after, limit).forEach(change -> entries.add(entry(change)));
    return new Adoption(origin.secret(), entries, origin.receipts("", 100));
  }

  private Adoption.Entry entry(Change change) {
    Version version = change.version();
    boolean newest = origin.current(version.path()).newest().equals(Optional.of(version));
    return new Adoption.Entry(
        change,
        origin.version(version.path(), version.number()).map(Stored::content),
        newest ? origin.claims(version.path()) : Set.of());
  }

  private void requireSame() {
    assertThat(store().secret()).isEqualTo(origin.secret());
    assertThat(store().changes(0, 100)).isEqualTo(origin.changes(0, 100));
    assertThat(store().paths("", 100)).isEqualTo(origin.paths("", 100));
    origin
        .paths("", 100)
        .forEach(path -> {
          assertThat(store().current(path)).isEqualTo(origin.current(path));
          assertThat(store().history(path, 9, 9)).isEqualTo(origin.history(path, 9, 9));
          assertThat(store().claims(path)).isEqualTo(origin.claims(path));
        });
    assertThat(store().receipts("", 100)).isEqualTo(origin.receipts("", 100));
    assertThat(HistoryChecker.check(store(), List.of())).isEmpty();
  }

  private static Claim claim(String key) {
    return new Claim(key);
  }

  @Test
  void receiptsAreInTheOrderOfTheirKeysAndReadOn() {
    List<String> keys = List.of("A", "a", "aa", "é", "\uFFFD", "𝄞");
    for (String key : List.of("é", "a", "𝄞", "A", "\uFFFD", "aa")) {
      committed(new Attempt().write("/" + key, 1, "x").receipt(receipt(key)));
    }
    assertThat(store().receipts("", 9)).extracting(Receipt::key).isEqualTo(keys);
    assertThat(store().receipts("aa", 2)).extracting(Receipt::key).containsExactly("aa", "é");
    assertThat(store().receipts("b", 2)).extracting(Receipt::key).containsExactly("é", "\uFFFD");
    assertThat(store().receipts("𝄞", 2)).hasSize(1);
  }

  @Test
  void whatIsAdoptedIsThereUnchanged() {
    assertThat(newest("/a")).isZero();
    store().adopt(adoption(0, 100));
    requireSame();
    assertThat(store().receipt("k1")).contains(receipt("k1"));
    assertThat(store().landed(together.operation())).contains(together.versions());
  }

  @Test
  void whatIsAdoptedInStretchesIsThereUnchanged() {
    for (List<Change> rest = origin.changes(0, 1);
        !rest.isEmpty();
        rest = origin.changes(store().newestSequence(), 1)) {
      store().adopt(adoption(store().newestSequence(), 1));
    }
    requireSame();
    assertThat(store().landed(together.operation())).contains(together.versions());
  }

  @Test
  void commitsGoOnBehindWhatWasAdopted() {
    store().adopt(adoption(0, 100));
    assertThat(attempt(new Attempt().write("/d", 1, "d", "three")))
        .isEqualTo(new Outcome.Taken(path("/d"), claim("three"), path("/a")));
    assertThat(attempt(new Attempt().write("/d", 1, "d").receipt(receipt("k2"))))
        .isEqualTo(new Outcome.Duplicate(receipt("k2")));
    assertThat(committed(new Attempt().write("/a", 3, "a3").write("/b", 3, "b3", "three")))
        .isGreaterThan(origin.newestSequence());
    assertThat(store().expire(NOON.plusMillis(1))).isEqualTo(2);
    assertThat(HistoryChecker.check(store(), List.of())).isEmpty();
  }

  @Test
  void positionsMayBeSkipped() {
    Change change = origin.changes(0, 1).get(0);
    Adoption.Entry far =
        new Adoption.Entry(
            new Change(1_000, change.version()), Optional.of(Attempt.text("a1")), Set.of());
    store().adopt(new Adoption(origin.secret(), List.of(far), List.of()));
    assertThat(store().newestSequence()).isEqualTo(1_000);
    assertThat(committed(new Attempt().write("/z", 1, "z"))).isGreaterThan(1_000);
    assertThat(store().changes(0, 9)).hasSize(2);
  }

  @Test
  void longContentIsAdoptedOnceItIsStaged() throws IOException {
    byte[] bytes = "long".repeat(50_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Content.Staged staged = store().stage(new ByteArrayInputStream(bytes));
    Version version = new Attempt().write("/long", 1, staged).versions().get(0);
    store()
        .adopt(
            new Adoption(
                origin.secret(),
                List.of(new Adoption.Entry(new Change(1, version), Optional.of(staged), Set.of())),
                List.of()));
    assertThat(present("/long").content()).isEqualTo(staged);
    committed(new Attempt().write("/long", 2, "short"));
    store().prune(path("/long"), 2);
    assertThatThrownBy(() -> store().open(staged, 0, 1).readAllBytes())
        .isInstanceOf(StoreException.class);
  }

  @Test
  void adoptingTheSameReceiptsAgainChangesNothing() {
    store().adopt(adoption(0, 100));
    store().adopt(adoption(origin.newestSequence(), 100));
    requireSame();
    Receipt later = new Receipt("k1", "fingerprint", "outcome", NOON.plusSeconds(60));
    store().adopt(new Adoption(origin.secret(), List.of(), List.of(later)));
    assertThat(store().receipt("k1")).contains(later);
    assertThat(store().expire(NOON.plusMillis(1))).isEqualTo(1);
    assertThat(store().receipt("k1")).contains(later);
  }

  @Test
  void whatDoesNotFollowIsRefusedWholly() {
    store().adopt(adoption(0, 2));
    assertRefused(adoption(1, 2), "position 2 comes after 2");
    Adoption gap = adoption(2, 9);
    List<Adoption.Entry> reversed = new ArrayList<>(gap.entries());
    java.util.Collections.reverse(reversed);
    assertRefused(new Adoption(gap.secret(), reversed, List.of()), "position 4 comes after 5");
    Version later = new Attempt().write("/a", 3, "a3").versions().get(0);
    Adoption.Entry ahead =
        new Adoption.Entry(new Change(3, later), Optional.of(Attempt.text("a3")), Set.of());
    assertRefused(
        new Adoption(gap.secret(), List.of(ahead), List.of()), "/a: version 3 comes after 1");
    assertRefused(
        new Adoption(new byte[32], gap.entries(), List.of()),
        "the store holds other data already: its secret is another");
    store().adopt(gap);
    requireSame();
  }

  private void assertRefused(Adoption adoption, String why) {
    assertThatThrownBy(() -> store().adopt(adoption))
        .isInstanceOfSatisfying(
            StoreException.class,
            refused -> assertThat(refused.trouble()).isEqualTo(StoreException.Trouble.UNUSABLE))
        .hasMessage(why);
    assertThat(store().newestSequence()).isEqualTo(2);
  }

  @Test
  void aCopyAndACopyOfTheCopyDifferInNothing() throws IOException {
    byte[] bytes = "long".repeat(50_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Content.Staged staged = origin.stage(new ByteArrayInputStream(bytes));
    origin.commit(new Attempt().write("/long", 1, staged).commit());
    origin.commit(new Attempt().write("/long", 2, staged, "four").commit());
    StoreCopy copy = new StoreCopy(origin, store());
    assertThat(copy.copy(position -> {})).isEqualTo(origin.newestSequence());
    assertThat(copy.differences(position -> {})).isEmpty();
    assertThat(copy.copy(position -> {})).as("nothing is left to copy").isZero();
    copy.finish();
    try (Store third = new InMemoryStore()) {
      StoreCopy back = new StoreCopy(store(), third);
      assertThat(back.copy(position -> {})).isEqualTo(origin.newestSequence());
      assertThat(new StoreCopy(origin, third).differences(position -> {})).isEmpty();
      third.commit(new Attempt().write("/new", 1, "new").commit());
      assertThat(back.differences(position -> {})).isNotEmpty();
      assertThatThrownBy(() -> back.copy(position -> {})).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void aCopyGoesOnWhereItWasInterrupted() throws IOException {
    store().adopt(adoption(0, 2));
    StoreCopy copy = new StoreCopy(origin, store());
    assertThat(copy.copy(position -> {})).isEqualTo(3);
    copy.finish();
    requireSame();
  }

  @Test
  void aCopyBearsAMarkUntilItIsFinished() throws IOException {
    StoreCopy copy = new StoreCopy(origin, store());
    assertThat(StoreCopy.isUnfinished(store())).isFalse();
    copy.copy(position -> assertThat(StoreCopy.isUnfinished(store())).isTrue());
    assertThat(copy.differences(position -> {})).isEmpty();
    assertThat(StoreCopy.isUnfinished(store())).isTrue();
    try (Store third = new InMemoryStore()) {
      assertThatThrownBy(() -> new StoreCopy(store(), third).copy(position -> {}))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("not finished");
    }
    copy.finish();
    assertThat(StoreCopy.isUnfinished(store())).isFalse();
    requireSame();
  }

  @Tag(StoreContract.DURABLE)
  @Test
  void whatIsAdoptedOutlivesClosing() {
    store().adopt(adoption(0, 100));
    contract().reopen();
    requireSame();
    committed(new Attempt().write("/a", 3, "a3"));
  }
}
