package dev.etagere.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of small files that only its owner reads, each of them whole or absent at any moment.
 */
final class PrivateFolder {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path path;

  /** A file as it was listed. */
  record Held(String name, long size, FileTime used) {}

  PrivateFolder(Path path) {
    this.path = path;
    io(() -> Files.createDirectories(path, permissions("rwx------")));
  }

  Optional<byte[]> read(String name) {
    return io(() -> {
      try {
        return Optional.of(Files.readAllBytes(path.resolve(name)));
      } catch (NoSuchFileException absent) {
        return Optional.empty();
      }
    });
  }

  /** Writes beside and moves into place, so that a reader sees the old file or the new one. */
  void write(String name, byte[] content) {
    io(() -> {
      Path beside = Files.createTempFile(path, name, ".new", permissions("rw-------"));
      Files.write(beside, content);
      return Files.move(
          beside,
          path.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    });
  }

  void delete(String name) {
    io(() -> Files.deleteIfExists(path.resolve(name)));
  }

  /** Notes that the file was used now. */
  void touch(String name) {
    io(() -> {
      try {
        return Files.setLastModifiedTime(path.resolve(name), FileTime.from(Instant.now()));
      } catch (NoSuchFileException deletedMeanwhile) {
        return path;
      }
    });
  }

  /** The files whose names end so, the one that was not used for longest first. */
  List<Held> list(String suffix) {
    return io(() -> {
      try (Stream<Path> files = Files.list(path)) {
        return files
            .filter(file -> file.toString().endsWith(suffix))
            .flatMap(file -> held(file).stream())
            .sorted(Comparator.comparing(Held::used))
            .toList();
      }
    });
  }

  private static Optional<Held> held(Path file) {
    try {
      String name = String.valueOf(file.getFileName());
      return Optional.of(new Held(name, Files.size(file), Files.getLastModifiedTime(file)));
    } catch (IOException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  private static FileAttribute<?>[] permissions(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T io(Work<T> work) {
    try {
      return work.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
