package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc are regions of sources that are compiled with the tests. */
class JavadocTest {
  private static final Path MAIN = Path.of("src/main/java/dev/etagere/client");
  private static final Path TEST = Path.of("src/test/java");
  private static final Pattern PUBLIC =
      Pattern.compile("(?m)^public [a-z -]*(class|interface|record|enum) (\\w+)");
  private static final Pattern SNIPPET =
      Pattern.compile("\\{@snippet file=\"([^\"]+)\" region=\"([^\"]+)\"\\}");

  @Test
  void everyPublicTypeHasAnExample() {
    List<String> without =
        sources()
            .filter(source -> PUBLIC.matcher(source).find() && !SNIPPET.matcher(source).find())
            .map(JavadocTest::firstPublic)
            .toList();
    assertThat(without).isEmpty();
  }

  @Test
  void everyExampleIsThere() {
    List<String> missing =
        sources()
            .flatMap(source -> SNIPPET.matcher(source).results())
            .filter(snippet -> !isThere(snippet.group(1), snippet.group(2)))
            .map(snippet -> snippet.group())
            .toList();
    assertThat(missing).isEmpty();
  }

  private static boolean isThere(String file, String region) {
    Path path = TEST.resolve(file);
    return Files.exists(path) && read(path).contains("// @start region=\"" + region + "\"");
  }

  private static String firstPublic(String source) {
    Matcher matcher = PUBLIC.matcher(source);
    return matcher.find() ? matcher.group(2) : "";
  }

  private static Stream<String> sources() {
    try (Stream<Path> files = Files.list(MAIN)) {
      return files.toList().stream().map(JavadocTest::read);
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
