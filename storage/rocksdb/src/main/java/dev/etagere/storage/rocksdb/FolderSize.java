package dev.etagere.storage.rocksdb;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The bytes of all files in a folder and those below it, of which some come and go meanwhile. */
final class FolderSize extends SimpleFileVisitor<Path> {

  private long bytes;

  private FolderSize() {}

  static long of(Path folder) throws IOException {
    FolderSize size = new FolderSize();
    Files.walkFileTree(folder, size);
    return size.bytes;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    bytes += attributes.isRegularFile() ? attributes.size() : 0;
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
    if (failed instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE; // deleted meanwhile
    }
    throw failed;
  }
}
