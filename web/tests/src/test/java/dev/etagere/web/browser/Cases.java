package dev.etagere.web.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** The tables of cases that lie beside the repository. */
final class Cases {

  private Cases() {}

  /** The text of a table; the test is skipped where the folder is missing, except in CI. */
  static String table(String name) throws IOException {
    Path file = folder().resolve(name + ".json");
    if (Files.exists(file)) {
      return Files.readString(file);
    }
    String sentence = "The tables of cases are not there: " + file;
    throw System.getenv("CI") == null
        ? new TestAbortedException(sentence)
        : new IllegalStateException(sentence);
  }

  private static Path folder() {
    String given = System.getProperty("etagere.cases");
    return given != null ? Path.of(given) : root().resolveSibling("shared").resolve("cases");
  }

  private static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve(".git")) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
