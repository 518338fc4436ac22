package dev.etagere.conditions;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tables of cases that lie beside the repository. */
final class Cases {

  private Cases() {}

  /** The cases of a table; the test is skipped where the folder is missing, except in CI. */
  static Stream<JsonNode> of(String table) {
    Path file = folder().resolve(table + ".json");
    if (!Files.exists(file)) {
      return missing(file);
    }
    return JsonMapper.shared().readTree(file).path("cases").valueStream();
  }

  private static Stream<JsonNode> missing(Path file) {
    String sentence = "skipped: the tables of cases are not there (" + file + ")";
    return System.getenv("CI") == null ? abort(sentence) : fail(sentence);
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
