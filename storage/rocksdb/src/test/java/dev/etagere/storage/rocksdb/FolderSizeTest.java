package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a store's folder holds. */
class FolderSizeTest {

  @TempDir Path folder;

  @Test
  void isThatOfAllFilesInItAndBelow() throws IOException {
    Files.write(folder.resolve("a"), new byte[10]);
    Files.write(Files.createDirectory(folder.resolve("staged")).resolve("b"), new byte[5]);
    assertThat(FolderSize.of(folder)).isEqualTo(15);
  }

  @Test
  void isToldWhileFilesComeAndGo() throws IOException {
    Files.write(folder.resolve("stays"), new byte[10]);
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> coming = CompletableFuture.runAsync(() -> comeAndGo(enough));
    for (int i = 0; i < 2_000; i++) {
      assertThat(FolderSize.of(folder)).isGreaterThanOrEqualTo(10);
    }
    enough.set(true);
    coming.join();
  }

  private void comeAndGo(AtomicBoolean enough) {
    try {
      for (int i = 0; !enough.get(); i++) {
        Path file = Files.write(folder.resolve("f" + i), new byte[10]);
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
