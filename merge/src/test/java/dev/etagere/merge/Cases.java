package dev.etagere.merge;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The tables of cases that lie beside the repository. */
final class Cases {
  private Cases() {}

  /** The cases of a table; the test is skipped where the folder is missing, except in CI. */
  static Stream<JsonObject> of(String table) {
    Path file = folder().resolve(table + ".json");
    if (!Files.exists(file)) {
      return missing(file);
    }
    JsonObject document = (JsonObject) parse(read(file));
    return ((JsonArray) document.get("cases").orElseThrow())
        .elements().stream().map(JsonObject.class::cast);
  }

  private static Stream<JsonObject> missing(Path file) {
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

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A string member of a case. */
  static String text(JsonObject example, String name) {
    return example.get(name).map(value -> ((JsonString) value).value()).orElse("");
  }

  static Json json(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  static Json parse(byte[] text) {
    Json.Parsed parsed = Json.parse(text);
    if (parsed instanceof Json.Parsed.Document document) {
      return document.root();
    }
    return fail(parsed.toString());
  }
}
