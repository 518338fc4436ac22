package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.Backup.Saved;
import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.AcknowledgedWrite;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.Chains;
import dev.etagere.storage.tck.HistoryChecker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups are whole, consistent and incremental, and are restored whole or not at all. */
class BackupTest {

  private static final int BIG = 3_000_000;

  @TempDir Path folder;
  private final Random noise = new Random(3);

  private Path backups() {
    return folder.resolve("backups");
  }

  private Path restored() {
    return folder.resolve("restored");
  }

  private RocksDbStore open(String name) {
    return RocksDbStore.open(folder.resolve(name), StoreObserver.NONE);
  }

  private Saved save(RocksDbStore store, int keep) {
    return store.backup().orElseThrow().save(backups(), keep);
  }

  private void restore() {
    new RocksDbProvider().restore(backups(), "rocksdb:" + restored(), folder);
  }

  private AcknowledgedWrite write(RocksDbStore store, String path, int bytes) {
    byte[] content = new byte[bytes];
    noise.nextBytes(content);
    long number = store.current(new ResourcePath(path)).expected().number() + 1;
    Content stored = bytes > 65_536 ? stage(store, content) : Content.of(content);
    Attempt attempt = new Attempt().write(path, number, stored);
    assertThat(store.commit(attempt.commit())).isInstanceOf(Outcome.Committed.class);
    return AcknowledgedWrite.of(attempt.versions().get(0), stored);
  }

  private static Content stage(RocksDbStore store, byte[] content) {
    try {
      return store.stage(new ByteArrayInputStream(content));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void assertRestored(List<AcknowledgedWrite> ledger) {
    try (RocksDbStore store = open("restored")) {
      assertThat(HistoryChecker.check(store, ledger)).isEmpty();
      Chains.assertWhole(store);
    }
  }

  @Test
  void aSecondBackupCopiesOnlyWhatIsNewAndBothAreWhole() {
    List<AcknowledgedWrite> ledger = new ArrayList<>();
    try (RocksDbStore store = open("store")) {
      ledger.add(write(store, "/big", BIG));
      for (int i = 0; i < 20; i++) {
        ledger.add(write(store, "/small/" + i, 50_000));
      }
      Saved first = save(store, 9);
      assertThat(first.copiedBytes()).isGreaterThan(BIG + 20 * 50_000);
      ledger.add(write(store, "/late", 100));
      Saved second = save(store, 9);
      assertThat(second.number()).isEqualTo(first.number() + 1);
      assertThat(second.sequence()).isEqualTo(22);
      assertThat(second.copiedBytes()).isLessThan(100_000);
    }
    restore();
    assertRestored(ledger);
  }

  @Test
  void theSecretAndWithItTheTagsMoveAlong() {
    byte[] secret;
    try (RocksDbStore store = open("store")) {
      secret = store.secret();
      save(store, 1);
    }
    restore();
    try (RocksDbStore store = open("restored")) {
      assertThat(store.secret()).isEqualTo(secret);
    }
  }

  @Test
  void onlyTheNewestBackupsAreKeptAndWhatOnlyOlderOnesNeeded() throws IOException {
    try (RocksDbStore store = open("store")) {
      write(store, "/big", BIG);
      save(store, 1);
      write(store, "/big", 10);
      store.prune(new ResourcePath("/big"), 2);
      assertThat(save(store, 1).bytes()).isLessThan(BIG);
    }
    try (Stream<Path> complete = Files.list(backups().resolve("complete"))) {
      assertThat(complete).hasSize(1);
    }
    restore();
    assertRestored(List.of());
  }

  @Test
  void whileItIsWrittenToAndPrunedEveryBackupIsWholeAndHasWhatWasAcknowledgedBefore()
      throws InterruptedException, IOException {
    AtomicBoolean stop = new AtomicBoolean();
    List<AcknowledgedWrite> ledger = new ArrayList<>();
    try (RocksDbStore store = open("store")) {
      Thread writer =
          new Thread(() -> writeAndPrune(store, stop), "writer"); // its content comes and goes
      writer.start();
      try {
        for (int i = 0; i < 4; i++) {
          ledger.add(write(store, "/kept", 200_000));
          save(store, 2);
          restore();
          assertRestored(ledger);
          delete(restored());
        }
      } finally {
        stop.set(true);
        writer.join();
      }
      Chains.assertWhole(store);
    }
  }

  private void writeAndPrune(RocksDbStore store, AtomicBoolean stop) {
    Random random = new Random(5);
    for (int i = 0; !stop.get(); i++) {
      String path = "/meanwhile/" + i % 5;
      long number = store.current(new ResourcePath(path)).expected().number() + 1;
      Content content = stage(store, new byte[70_000 + random.nextInt(100_000)]);
      store.commit(new Attempt().write(path, number, content).commit());
      store.prune(new ResourcePath(path), number);
    }
  }

  @Test
  void aBackupThatWasNotEndedIsNotRestored() throws IOException {
    List<AcknowledgedWrite> ledger = new ArrayList<>();
    try (RocksDbStore store = open("store")) {
      ledger.add(write(store, "/a", 100));
      save(store, 9);
      write(store, "/b", 100);
      Saved second = save(store, 9);
      Files.delete(backups().resolve("complete").resolve(String.valueOf(second.number())));
    }
    restore();
    assertRestored(ledger);
    try (RocksDbStore store = open("restored")) {
      assertThat(store.newestSequence()).isEqualTo(1);
    }
  }

  @Test
  void aDamagedBackupIsRefusedAndNothingIsLeft() throws IOException {
    try (RocksDbStore store = open("store")) {
      write(store, "/a", 60_000);
      save(store, 1);
    }
    Path largest = largest(backups().resolve("rows"));
    byte[] bytes = Files.readAllBytes(largest);
    bytes[bytes.length / 2] ^= 0x40;
    Files.write(largest, bytes);
    assertThatThrownBy(this::restore).isInstanceOf(StoreException.class);
    assertThat(restored()).doesNotExist();
  }

  private static Path largest(Path within) throws IOException {
    try (Stream<Path> files = Files.walk(within)) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  @Test
  void aFolderWithSomethingInItIsNotRestoredInto() throws IOException {
    try (RocksDbStore store = open("store")) {
      save(store, 1);
    }
    Files.createDirectories(restored());
    restore(); // an empty folder is as good as none
    assertThatThrownBy(this::restore).hasMessageContaining("there is something in");
  }

  @Test
  void backupsOfTwoStoresDoNotGoIntoOneFolder() {
    try (RocksDbStore store = open("store");
        RocksDbStore other = open("other")) {
      save(store, 1);
      assertThatThrownBy(() -> save(other, 1)).hasMessageContaining("backups of another store");
    }
  }

  @Test
  void whereThereIsNoBackupNothingIsRestored() {
    assertThatThrownBy(this::restore).hasMessageContaining("there is no backup in");
    assertThat(backups()).doesNotExist();
  }

  private static void delete(Path all) throws IOException {
    try (Stream<Path> files = Files.walk(all)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
