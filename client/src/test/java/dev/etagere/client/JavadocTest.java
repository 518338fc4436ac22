package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples in the Javadoc of the client, and of the libraries whose types it shows, are regions
 * of sources that are compiled with the tests.
 */
class JavadocTest {
  private static final Path EXAMPLES = Path.of("src/test/java/dev/etagere/client/examples");
  private static final Pattern PUBLIC =
      Pattern.compile("(?m)^public [a-z -]*(class|interface|record|enum) (\\w+)");
  private static final Pattern NESTED =
      Pattern.compile("(?m)^  public [a-z -]*(class|interface|record|enum) (\\w+)");
  private static final Pattern OF_INTERFACE =
      Pattern.compile("(?m)^  (sealed )?(class|interface|record|enum) (\\w+)");
  private static final Pattern SNIPPET =
      Pattern.compile("\\{@snippet file=\"([^\"]+)\" region=\"([^\"]+)\"\\}");

  @ParameterizedTest
  @ValueSource(strings = {"client", "conditions", "merge"})
  void everyPublicTypeHasAnExample(String module) {
    List<String> without =
        sources(module)
            .filter(source -> PUBLIC.matcher(source).find() && !SNIPPET.matcher(source).find())
            .map(source -> names(PUBLIC, 2, source).toString())
            .toList();
    assertThat(without).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "conditions", "merge"})
  void everyExampleIsThere(String module) {
    List<String> missing =
        sources(module)
            .flatMap(source -> SNIPPET.matcher(source).results())
            .filter(snippet -> !isThere(module, snippet.group(1), snippet.group(2)))
            .map(snippet -> snippet.group())
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void everyNestedTypeOfTheClientStandsInAnExample() {
    String examples = files(EXAMPLES).map(JavadocTest::read).collect(Collectors.joining("\n"));
    List<String> without =
        sources("client")
            .filter(source -> PUBLIC.matcher(source).find())
            .flatMap(JavadocTest::nested)
            .filter(name -> !Pattern.compile("\\b" + name + "\\b").matcher(examples).find())
            .toList();
    assertThat(without).isEmpty();
  }

  /** {@code Outer.Inner} of what is public within the public type of a source. */
  private static Stream<String> nested(String source) {
    Matcher outer = PUBLIC.matcher(source);
    assertThat(outer.find()).isTrue();
    List<String> inner =
        outer.group(1).equals("interface")
            ? names(OF_INTERFACE, 3, source)
            : names(NESTED, 2, source);
    return inner.stream().map(name -> outer.group(2) + "." + name);
  }

  private static List<String> names(Pattern pattern, int group, String source) {
    return pattern.matcher(source).results().map(found -> found.group(group)).toList();
  }

  private static boolean isThere(String module, String file, String region) {
    Path path = Path.of("..", module, "src/test/java").resolve(file);
    return Files.exists(path) && read(path).contains("// @start region=\"" + region + "\"");
  }

  private static Stream<String> sources(String module) {
    return files(Path.of("..", module, "src/main/java/dev/etagere", module)).map(JavadocTest::read);
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
