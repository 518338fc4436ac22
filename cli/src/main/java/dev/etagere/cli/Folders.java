package dev.etagere.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where the commands keep what they remember. */
final class Folders {
  private Folders() {}

  /**
   * {@code ETAGERE_CACHE}, else the folder {@code etagere} in {@code XDG_CACHE_HOME} or {@code
   * ~/.cache}.
   */
  static Path cache() {
    return named("ETAGERE_CACHE")
        .or(() -> named("XDG_CACHE_HOME").map(folder -> folder.resolve("etagere")))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "etagere"));
  }

  private static Optional<Path> named(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .or(() -> Optional.ofNullable(System.getProperty(variable)))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}
