package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.Content;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.Attempt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store says when it cannot be opened, and what it tidies when it is. */
class OpeningTest {

  @TempDir Path folder;

  private RocksDbStore open() {
    return RocksDbStore.open(folder, StoreObserver.NONE);
  }

  private AbstractThrowableAssert<?, ?> refusal(Trouble trouble) {
    return assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.trouble()).isEqualTo(trouble))
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aStoreThatIsOpenIsNotOpenedAgainAndTheFolderIsNamed() {
    try (RocksDbStore first = open()) {
      refusal(Trouble.IN_USE).hasMessageContaining("open already");
      assertThat(first.newestSequence()).isZero();
    }
    open().close();
  }

  @Test
  void aStoreOfANewerFormatIsRefusedUntouched() throws IOException {
    open().close();
    Files.writeString(folder.resolve(Format.FILE), "2\n");
    List<String> before = names();
    refusal(Trouble.NEWER_FORMAT).hasMessageContaining("format 2");
    assertThat(names()).isEqualTo(before);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFormatThatIsNoNumberIsDamage() throws IOException {
    open().close();
    Files.writeString(folder.resolve(Format.FILE), "?");
    refusal(Trouble.CORRUPT);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.delete(folder);
    Files.writeString(folder, "a file");
    refusal(Trouble.UNUSABLE);
    Files.delete(folder);
    Files.createDirectory(folder);
  }

  @Test
  void openingCollectsStagedContentThatNoVersionRefersTo() throws IOException {
    Content.Staged kept;
    try (RocksDbStore store = open()) {
      kept = store.stage(new ByteArrayInputStream(new byte[100_000]));
      store.commit(new Attempt().write("/kept", 1, kept).commit());
      store.stage(new ByteArrayInputStream(new byte[100_000]));
      assertThat(stagedFiles()).hasSize(2);
    }
    open().close();
    assertThat(stagedFiles()).containsExactly(kept.name());
  }

  @Test
  void contentWhoseStagingFailedLeavesNoFile() {
    try (RocksDbStore store = open()) {
      assertThatThrownBy(() -> store.stage(new Failing())).isInstanceOf(IOException.class);
      assertThat(stagedFiles()).isEmpty();
    }
  }

  /** A client that goes away. */
  private static final class Failing extends java.io.InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("gone");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }

  private List<String> stagedFiles() {
    String[] names = folder.resolve("staged").toFile().list();
    List<String> sorted = new ArrayList<>(List.of(names == null ? new String[0] : names));
    Collections.sort(sorted);
    return sorted;
  }
}
