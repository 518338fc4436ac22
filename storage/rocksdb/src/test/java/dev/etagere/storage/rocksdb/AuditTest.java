package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Audit;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Content;
import dev.etagere.storage.Finding;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.CollectedFindings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** Each row of a store is falsified in turn, and the audit names what is wrong. */
class AuditTest {

  private static final int BYTES = 200_000;

  @TempDir Path folder;

  private List<Finding> findings = List.of();
  private Version first;
  private Version second;
  private String staged = "";

  @BeforeEach
  void fill() throws IOException {
    try (RocksDbStore store = open()) {
      Attempt one = new Attempt().write("/a", 1, "one", "claim one");
      Attempt two = new Attempt().write("/a", 2, "two", "claim two");
      first = commit(store, one);
      second = commit(store, two);
      Content.Staged big = store.stage(new ByteArrayInputStream(new byte[BYTES]));
      staged = big.name();
      commit(store, new Attempt().write("/big", 1, big));
      commit(store, new Attempt().write("/gone", 1, "here"));
      commit(store, new Attempt().delete("/gone", 2));
    }
  }

  private RocksDbStore open() {
    return RocksDbStore.open(folder, StoreObserver.NONE);
  }

  private static Version commit(RocksDbStore store, Attempt attempt) {
    assertThat(store.commit(attempt.commit())).isInstanceOf(Outcome.Committed.class);
    return attempt.versions().get(0);
  }

  private Audit.Progress audit() {
    try (RocksDbStore store = open()) {
      return audit(store);
    }
  }

  private Audit.Progress audit(RocksDbStore store) {
    CollectedFindings found = new CollectedFindings();
    Audit.Progress end = Audit.of(store, found);
    findings = found.all();
    return end;
  }

  @FunctionalInterface
  private interface Falsification {
    void apply(Engine.Rowset rows);
  }

  private void falsify(Falsification falsification) {
    try (Engine engine = Engine.open(folder);
        Engine.Rowset rows = engine.rowset()) {
      falsification.apply(rows);
      engine.write(rows);
    } catch (RocksDBException failed) {
      throw new AssertionError(failed);
    }
  }

  private void assertFound(Finding.Kind kind, String where, String what) {
    audit();
    assertThat(findings)
        .anySatisfy(found -> {
          assertThat(found.kind()).isEqualTo(kind);
          assertThat(found.where()).isEqualTo(where);
          assertThat(found.what()).contains(what);
        });
  }

  @Test
  void aStoreInOrderHasNoFindingsAndAllOfItIsLookedAt() {
    assertThat(audit()).isEqualTo(new Audit.Progress(3, 5, 6 + BYTES + 4, 5, 1, 0));
    assertThat(findings).isEmpty();
  }

  @Test
  void aPrunedHistoryIsInOrder() {
    try (RocksDbStore store = open()) {
      store.prune(new ResourcePath("/a"), 2);
      audit(store);
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void aMissingVersionInTheMiddleOfAChainIsFound() {
    try (RocksDbStore store = open()) {
      commit(store, new Attempt().write("/a", 3, "three"));
    }
    falsify(rows -> rows.delete(Family.VERSIONS, Keys.of(second.path(), 2)));
    assertFound(Finding.Kind.CHAIN, "/a", "version 1 stands where 2 should");
  }

  @Test
  void aNewestVersionThatIsNotKeptIsFound() {
    falsify(rows -> {
      rows.delete(Family.VERSIONS, Keys.of(second.path(), 2));
      rows.delete(Family.VERSIONS, Keys.of(second.path(), 1));
    });
    assertFound(Finding.Kind.UNREADABLE, "/a", "the newest version of /a, 2, is not kept");
  }

  @Test
  void aVersionThatTheOrderDoesNotHaveIsFound() {
    falsify(rows -> rows.delete(Family.FEED, Keys.of(2)));
    assertFound(Finding.Kind.CHAIN, "/a", "version 2 is not in the order");
    assertFound(Finding.Kind.CHAIN, "/a", "its newest version is 2, the order of all versions has");
  }

  @Test
  void anOrderThatLeavesAVersionOutIsFound() {
    falsify(rows -> rows.delete(Family.FEED, Keys.of(1)));
    assertFound(
        Finding.Kind.ORDER, "/a", "at position 2 the order has version 2 where 1 should be");
  }

  @Test
  void aVersionThatTheOrderHasOtherwiseIsFound() {
    falsify(rows -> rows.put(Family.FEED, Keys.of(2), Rows.version(withToken(second))));
    assertFound(Finding.Kind.CHAIN, "/a", "version 2 is not in the order");
  }

  private static Version withToken(Version version) {
    return new Version(
        version.path(),
        version.number(),
        "0000000000000",
        version.time(),
        version.sharesSecond(),
        version.kind(),
        version.mediaType(),
        version.length(),
        version.origin());
  }

  @Test
  void aRowUnderTheWrongPathIsFound() {
    falsify(rows ->
        rows.put(
            Family.VERSIONS,
            Keys.of(new ResourcePath("/a"), 1),
            Rows.stored(new Stored(moved(first), Attempt.text("one")))));
    assertFound(Finding.Kind.CHAIN, "/a", "version 1 says that it is of /b");
  }

  private static Version moved(Version version) {
    return new Version(
        new ResourcePath("/b"),
        version.number(),
        version.token(),
        version.time(),
        version.sharesSecond(),
        version.kind(),
        version.mediaType(),
        version.length(),
        version.origin());
  }

  @Test
  void aCurrentVersionThatIsNotTheNewestIsFound() {
    falsify(rows ->
        rows.put(
            Family.CURRENT,
            Keys.of("/a"),
            Rows.current(new Rows.Current(first, Set.of(new Claim("claim two"))))));
    assertFound(
        Finding.Kind.CHAIN, "/a", "its newest version is 1, the order of all versions has 2");
  }

  @Test
  void aResourceThatIsNotListedIsFound() {
    falsify(rows -> rows.delete(Family.CURRENT, Keys.of("/a")));
    assertFound(Finding.Kind.ORDER, "/a", "the list of resources does not");
  }

  @Test
  void aClaimThatItsHolderDoesNotHaveIsFound() {
    falsify(rows -> rows.put(Family.CLAIMS, Keys.of("stray"), Keys.of("/big")));
    assertFound(Finding.Kind.CLAIM, "/big", "said to hold the claim stray");
  }

  @Test
  void aClaimThatAnotherHoldsIsFound() {
    falsify(rows -> rows.put(Family.CLAIMS, Keys.of("claim two"), Keys.of("/big")));
    assertFound(Finding.Kind.CLAIM, "/a", "has the claim claim two, which it does not hold");
  }

  @Test
  void contentThatIsDamagedOrGoneIsFoundAndTheRestIsLookedAt() throws IOException {
    Path file = folder.resolve("staged").resolve(staged);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(150_000);
      bytes.write(1);
    }
    assertFound(Finding.Kind.CONTENT, "/big", "damaged in its piece 2");
    Files.delete(file);
    assertFound(Finding.Kind.CONTENT, "/big", "is missing");
    assertThat(findings).hasSize(1);
    assertThat(audit().versions()).isEqualTo(5);
  }

  @Test
  void aRowThatCannotBeReadIsFoundAndTheRestIsLookedAt() {
    falsify(rows -> rows.put(Family.VERSIONS, Keys.of(first.path(), 1), new byte[] {9}));
    assertFound(Finding.Kind.CONTENT, "/a", "version 1 cannot be read: a row has the unknown form");
    falsify(rows -> rows.put(Family.FEED, Keys.of(3), new byte[] {9}));
    assertFound(
        Finding.Kind.UNREADABLE,
        "positions 3 to 3 of the order of all versions",
        "a row has the unknown form");
    falsify(rows -> rows.put(Family.CURRENT, Keys.of("/gone"), new byte[] {9}));
    assertFound(Finding.Kind.UNREADABLE, "/gone", "a row has the unknown form");
    assertThat(audit().resources()).isEqualTo(3);
  }

  @Test
  void aFlippedBitInAnyTableIsFound() throws IOException {
    List<Path> tables;
    try (Stream<Path> files = Files.list(folder)) {
      tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
    }
    assertThat(tables).isNotEmpty();
    for (Path table : tables) {
      byte[] whole = Files.readAllBytes(table);
      byte[] damaged = whole.clone();
      damaged[3] ^= 0x40; // the first data block; properties and footer are checked on opening
      Files.write(table, damaged);
      assertThat(isFound()).as(table.toString()).isTrue();
      Files.write(table, whole);
    }
  }

  /** By the audit, or by the opening: without the end of the order nothing could be written. */
  private boolean isFound() {
    try {
      return audit().findings() > 0;
    } catch (StoreException refused) {
      return refused.trouble() == StoreException.Trouble.CORRUPT;
    }
  }

  @Test
  void aStoreThatIsWrittenToMeanwhileHasNoFindings() throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    try (RocksDbStore store = open()) {
      Thread writer = new Thread(() -> write(store, stop), "writer");
      writer.start();
      try {
        for (int i = 0; i < 20; i++) {
          audit(store);
          assertThat(findings).isEmpty();
        }
      } finally {
        stop.set(true);
        writer.join();
      }
    }
  }

  /** Writes, deletes, moves claims and prunes, as fast as it goes. */
  private static void write(RocksDbStore store, AtomicBoolean stop) {
    for (long number = 1; !stop.get(); number++) {
      String path = "/meanwhile/" + number % 7;
      long next = store.current(new ResourcePath(path)).expected().number() + 1;
      Attempt attempt =
          number % 5 == 0
              ? new Attempt().delete(path, next)
              : new Attempt().write(path, next, "text", "claim " + number % 11 + path);
      commit(store, attempt);
      if (number % 50 == 0) {
        store.prune(new ResourcePath(path), next);
      }
    }
  }
}
