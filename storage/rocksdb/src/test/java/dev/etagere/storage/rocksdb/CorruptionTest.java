package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.Stored;
import dev.etagere.storage.tck.Attempt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flipped bits are found, named and never served, wherever they are. */
class CorruptionTest {

  private static final int VERSIONS = 200;

  @TempDir Path folder;
  @TempDir Path copy;

  private static RocksDbStore open(Path folder) {
    return RocksDbStore.open(folder, StoreObserver.NONE);
  }

  private static String text(int number) {
    return "content " + number + " " + "x".repeat(2_000) + number * 31;
  }

  private void fill(RocksDbStore store) {
    for (int i = 1; i <= VERSIONS; i++) {
      assertThat(store.commit(new Attempt().write("/a/" + i, 1, text(i)).commit()))
          .isInstanceOf(Outcome.Committed.class);
    }
  }

  private static void flip(Path file, long position) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(position);
      int octet = bytes.read();
      bytes.seek(position);
      bytes.write(octet ^ 0x40);
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** Each resource is as it was written, or its damage is told. */
  private static boolean readsTrulyOrSaysSo(RocksDbStore store) {
    boolean told = false;
    for (int i = 1; i <= VERSIONS; i++) {
      try {
        Selected selected = store.current(new ResourcePath("/a/" + i));
        assertThat(selected).isInstanceOf(Selected.Present.class);
        assertThat(((Selected.Present) selected).current().content())
            .isEqualTo(Attempt.text(text(i)));
      } catch (StoreException damaged) {
        assertThat(damaged.trouble()).isEqualTo(Trouble.CORRUPT);
        told = true;
      }
    }
    return told;
  }

  @Test
  void aFlippedBitInATableIsToldAndItsBytesAreNotServed() throws IOException {
    try (RocksDbStore store = open(folder)) {
      fill(store);
    }
    for (Path table : files(folder, ".sst")) {
      flip(table, Files.size(table) / 3);
    }
    boolean told;
    try (RocksDbStore store = open(folder)) {
      told = readsTrulyOrSaysSo(store);
    } catch (StoreException refused) {
      assertThat(refused.trouble()).isEqualTo(Trouble.CORRUPT);
      told = true;
    }
    assertThat(told).isTrue();
  }

  @Test
  void aFlippedBitInABlobIsToldAndItsBytesAreNotServed() throws IOException {
    byte[] noise = new byte[50_000];
    new Random(1).nextBytes(noise);
    try (RocksDbStore store = open(folder)) {
      store.commit(new Attempt().write("/blob", 1, Content.of(noise)).commit());
    }
    Path blob = files(folder, ".blob").get(0);
    flip(blob, Files.size(blob) / 2);
    try (RocksDbStore store = open(folder)) {
      StoreException told =
          catchThrowableOfType(
              StoreException.class, () -> store.current(new ResourcePath("/blob")));
      assertThat(told.trouble()).isEqualTo(Trouble.CORRUPT);
    }
  }

  @Test
  void aFlippedBitInTheLogRefusesTheOpeningInsteadOfDroppingWhatIsBehindIt() throws IOException {
    try (RocksDbStore store = open(folder)) {
      fill(store);
      copyAsAfterACrash();
    }
    Path log = largest(files(copy, ".log"));
    flip(log, Files.size(log) / 2);
    assertThatThrownBy(() -> open(copy))
        .isInstanceOfSatisfying(
            StoreException.class,
            refused -> assertThat(refused.trouble()).isEqualTo(Trouble.CORRUPT))
        .hasMessageContaining(copy.toString());
  }

  @Test
  void aLogThatWasCutOffInItsLastRecordOpensWithoutThatRecord() throws IOException {
    try (RocksDbStore store = open(folder)) {
      fill(store);
      copyAsAfterACrash();
    }
    Path log = largest(files(copy, ".log"));
    try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
      bytes.setLength(bytes.length() - 10);
    }
    try (RocksDbStore store = open(copy)) {
      assertThat(store.newestSequence()).isEqualTo(VERSIONS - 1);
      assertThat(store.current(new ResourcePath("/a/" + VERSIONS)))
          .isEqualTo(new Selected.Absent());
    }
  }

  /** The files as another process would find them if this one had been killed. */
  private void copyAsAfterACrash() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }

  private static Path largest(List<Path> files) {
    return files.stream()
        .max(java.util.Comparator.comparingLong(CorruptionTest::size))
        .orElseThrow();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void aFlippedBitInStagedContentIsToldWhereItIsAndTheRestIsServed() throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(2).nextBytes(bytes);
    try (RocksDbStore store = open(folder)) {
      Content.Staged staged = store.stage(new ByteArrayInputStream(bytes));
      store.commit(new Attempt().write("/big", 1, staged).commit());
      flip(folder.resolve("staged").resolve(staged.name()), 150_000);
      Stored stored = store.version(new ResourcePath("/big"), 1).orElseThrow();
      assertThat(read(store, stored, 0, 1_000)).isEqualTo(java.util.Arrays.copyOf(bytes, 1_000));
      StoreException told =
          catchThrowableOfType(StoreException.class, () -> read(store, stored, 0, bytes.length));
      assertThat(told.trouble()).isEqualTo(Trouble.CORRUPT);
      assertThat(told).hasMessageContaining(staged.name()).hasMessageContaining("piece 2");
    }
  }

  @Test
  void stagedContentThatWasCutOffIsTold() throws IOException {
    try (RocksDbStore store = open(folder)) {
      Content.Staged staged = store.stage(new ByteArrayInputStream(new byte[100_000]));
      store.commit(new Attempt().write("/big", 1, staged).commit());
      Stored stored = store.version(new ResourcePath("/big"), 1).orElseThrow();
      try (RandomAccessFile file =
          new RandomAccessFile(folder.resolve("staged").resolve(staged.name()).toFile(), "rw")) {
        file.setLength(80_000);
      }
      assertThatThrownBy(() -> read(store, stored, 90_000, 10))
          .isInstanceOfSatisfying(
              StoreException.class, told -> assertThat(told.trouble()).isEqualTo(Trouble.CORRUPT));
    }
  }

  private static byte[] read(RocksDbStore store, Stored stored, long from, long length)
      throws IOException {
    try (InputStream content = store.open(stored.content(), from, length)) {
      return content.readAllBytes();
    }
  }
}
