package dev.etagere.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a command reads: a file, or the standard input. */
final class Input {
  private final byte[] bytes;
  private final Optional<Path> file;

  private Input(byte[] bytes, Optional<Path> file) {
    this.bytes = bytes;
    this.file = file;
  }

  /** {@code -}, or nothing, is the standard input. */
  static Input of(Optional<String> argument) throws IOException {
    Optional<Path> file = argument.filter(name -> !name.equals("-")).map(Path::of);
    byte[] bytes = file.isPresent() ? Files.readAllBytes(file.get()) : System.in.readAllBytes();
    return new Input(bytes, file);
  }

  /** All of it. */
  byte[] bytes() {
    return bytes;
  }

  /** Where it is from; none for the standard input. */
  Optional<Path> file() {
    return file;
  }
}
