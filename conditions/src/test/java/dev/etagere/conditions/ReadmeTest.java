package dev.etagere.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The example of README.md. */
class ReadmeTest {

  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  @DisplayName("The example is the code that runs here, and comes to what the text says")
  void example() throws IOException {
    Map<String, List<String>> fields = Map.of("If-Match", List.of("\"1.0xkjw0mzq5b2e\""));
    Preconditions preconditions =
        Preconditions.of(name -> fields.getOrDefault(name, List.of()), Instant.now());

    Validators current =
        new Validators(
            Optional.of(EntityTag.strong("2.8m1vt6c0ya4hs")), Optional.of(Instant.now()), false);
    Decision decision =
        Decision.onWrite(preconditions, new Representation.Some(current), Requirement.CONDITION);

    String readme = Files.readString(Path.of("README.md"));
    Matcher example = EXAMPLE.matcher(readme);
    assertThat(example.find()).isTrue();
    assertThat(source()).contains(words(example.group(1)));
    assertThat(readme).contains("`" + decision + "`");
  }

  @Test
  @DisplayName("The other tag is performed, no tag is told to be missing")
  void otherRequests() {
    TestRequest put = TestRequest.put().requiring(Requirement.CONDITION);
    assertThat(put.with("If-Match", "\"2.8m1vt6c0ya4hs\"").onTag("\"2.8m1vt6c0ya4hs\""))
        .hasToString("Perform[]");
    assertThat(put.onTag("\"2.8m1vt6c0ya4hs\"")).hasToString("PreconditionRequired[why=MISSING]");
  }

  private static String source() throws IOException {
    return words(Files.readString(Path.of("src/test/java/dev/etagere/conditions/ReadmeTest.java")));
  }

  /** The text with any whitespace as one space. */
  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
