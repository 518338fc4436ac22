package dev.etagere.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Files that are whole or not there: they are written beside, and moved into place. */
final class PartFile {
  /** What a command that was killed may leave behind; it is nobody's document. */
  private static final String NAME = ".etagere-part";

  private PartFile() {}

  /** Writes the file, and makes its folder where that is missing. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    Path part = Files.createDirectories(folder).resolve(NAME);
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static boolean is(Path file) {
    return file.endsWith(NAME);
  }
}
