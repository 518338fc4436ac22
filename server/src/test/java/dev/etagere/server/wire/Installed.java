package dev.etagere.server.wire;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of Debian's that tests run. */
final class Installed {

  private Installed() {}

  /** Where the program is; the test is skipped where there is none, except in CI. */
  static Path program(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> missing(name));
  }

  private static Path missing(String name) {
    String sentence = "skipped: %1$s is not installed (Debian package %1$s)".formatted(name);
    return System.getenv("CI") == null ? abort(sentence) : fail(sentence);
  }
}
