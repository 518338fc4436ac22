package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What RFC 9110 asks for, and the test that checks it")
class Rfc9110TableTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "rfc9110.md");
  private static final List<Path> SOURCES =
      List.of(Path.of("..", "conditions", "src", "test", "java"), Path.of("src", "test", "java"));
  private static final String BEGIN = "<!-- statements -->\n";

  private static final Pattern CLASS =
      Pattern.compile("Rfc9110Section([0-9]+(?:_[0-9]+)*)\\w+Test");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "class (Must|Should|May) \\{|@DisplayName\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*\\)\\s*void (\\w+)\\(");
  private static final Pattern SECTION = Pattern.compile("^§([0-9.]+): (.*)$", Pattern.DOTALL);

  /**
   * A statement of the RFC.
   *
   * @param section where it stands: {@code 13.1.1}
   * @param level MUST, SHOULD or MAY
   * @param text what it says
   * @param test the class and method that check it
   */
  private record Statement(String section, String level, String text, String test) {

    String row() {
      return "| %s | %s | %s | `%s` |\n"
          .formatted(section, level, text.replace("*", "\\*").replace("|", "\\|"), test);
    }

    private int[] numbers() {
      return Arrays.stream(section.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
  }

  /** With {@code -Detagere.docs.update=true} the table is written instead. */
  @Test
  @DisplayName("stands in docs/rfc9110.md, from the names of the tests")
  void documented() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    if (Boolean.getBoolean("etagere.docs.update")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + table());
    } else {
      assertThat(document.substring(begin)).isEqualTo(table());
    }
  }

  private static String table() {
    return SOURCES.stream()
        .flatMap(Rfc9110TableTest::statements)
        .sorted(Comparator.comparing(Statement::numbers, Arrays::compare))
        .map(Statement::row)
        .collect(
            Collectors.joining("", "\n| § | level | statement | test |\n|---|---|---|---|\n", ""));
  }

  private static Stream<Statement> statements(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> CLASS.matcher(nameOf(file)).matches()).sorted().toList().stream()
          .flatMap(Rfc9110TableTest::statementsOf);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }

  private static Stream<Statement> statementsOf(Path file) {
    String name = nameOf(file);
    Stream.Builder<Statement> statements = Stream.builder();
    String level = "";
    for (Matcher match = STATEMENT.matcher(read(file)); match.find(); ) {
      if (match.group(1) != null) {
        level = match.group(1).toUpperCase(Locale.ROOT);
      } else {
        statements.add(statement(name, level, match));
      }
    }
    return statements.build();
  }

  private static Statement statement(String name, String level, Matcher match) {
    String text = match.group(2).translateEscapes();
    Matcher own = SECTION.matcher(text);
    return own.matches()
        ? new Statement(own.group(1), level, own.group(2), name + "." + match.group(3))
        : new Statement(sectionOf(name), level, text, name + "." + match.group(3));
  }

  private static String sectionOf(String name) {
    Matcher section = CLASS.matcher(name);
    assertThat(section.matches()).isTrue();
    return section.group(1).replace('_', '.');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
