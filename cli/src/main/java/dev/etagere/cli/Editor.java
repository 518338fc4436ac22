package dev.etagere.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program in which people edit files.
 *
 * @param command as the shell understands it; the file is put behind it
 */
record Editor(String command) {

  /** The one named, else that of {@code VISUAL}, else that of {@code EDITOR}, else vi. */
  static Editor of(Optional<String> named) {
    return new Editor(
        Stream.of(named, variable("VISUAL"), variable("EDITOR"))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse("vi"));
  }

  /** Edits the file until the program ends; its exit code. */
  int open(Path file) throws IOException, InterruptedException {
    // The shell splits a command with options; the name of the file is not its to read.
    return new ProcessBuilder("/bin/sh", "-c", command + " \"$1\"", "sh", file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
