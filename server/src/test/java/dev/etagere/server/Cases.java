package dev.etagere.server;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tables of cases that lie beside the repository. */
public final class Cases {

  /** Numbers come and go as they are spelled. */
  public static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Cases() {}

  /** A check of one case. */
  @FunctionalInterface
  public interface Check {
    void of(JsonNode example);
  }

  /** A test for each case of a table, named by one of its members. */
  public static Stream<DynamicTest> each(String table, String name, Check check) {
    return of(table)
        .map(example ->
            DynamicTest.dynamicTest(example.path(name).asString(), () -> check.of(example)));
  }

  /** The cases of a table; the test is skipped where the folder is missing, except in CI. */
  public static Stream<JsonNode> of(String table) {
    Path file = folder().resolve(table + ".json");
    if (!Files.exists(file)) {
      return missing(file);
    }
    return JSON.readTree(file).path("cases").valueStream();
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
