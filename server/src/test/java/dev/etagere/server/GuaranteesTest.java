package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The guarantees name tests that there are")
class GuaranteesTest {

  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w+(?:Test|Contract))(?:#(\\w+))?`");

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.exists(folder.resolve("docs")) ? folder : folder.resolve("..").normalize();
  }

  /** The text of each test, by the name of its class. */
  private static Map<String, String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(file -> file.toString().matches(".*/src/.*(Test|Contract)\\.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  GuaranteesTest::text,
                  (one, other) -> one));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  @Test
  @DisplayName("each class and each method, and each promise names one")
  void exist() throws IOException {
    Map<String, String> tests = tests();
    List<String> promises =
        Files.readAllLines(root().resolve("docs/guarantees.md")).stream()
            .filter(line -> line.startsWith("|"))
            .skip(2)
            .toList();
    assertThat(promises).hasSizeGreaterThan(15);
    for (String promise : promises) {
      List<MatchResult> named = NAMED.matcher(promise).results().toList();
      assertThat(named).as(promise).isNotEmpty();
      for (MatchResult test : named) {
        assertThat(tests).as(promise).containsKey(test.group(1));
        if (test.group(2) != null) {
          assertThat(tests.get(test.group(1))).contains("void " + test.group(2) + "(");
        }
      }
    }
  }
}
