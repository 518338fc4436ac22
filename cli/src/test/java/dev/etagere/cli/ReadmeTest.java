package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.InMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Runs the curl session of the README against a server. Tags, dates, request ids and with them
 * lengths differ from run to run; all else has to be as it is written. With {@code
 * -Detagere.readme.update=true} the output is written into the README instead.
 */
@DisplayName("The README's session")
class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PROMPT = Pattern.compile("^\\$ ", Pattern.MULTILINE);
  private static final Pattern TAG = Pattern.compile("[0-9]+\\.[0-9a-z]{13}");
  private static final Pattern DATE =
      Pattern.compile("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT");
  private static final Pattern TIME = Pattern.compile("[0-9-]{10}T[0-9:.]+Z");
  private static final Pattern REQUEST_ID =
      Pattern.compile("(?<=[Rr]equest[-_][Ii]d\"? ?: ?\"?)[0-9a-z]+");
  private static final Pattern LENGTH = Pattern.compile("(?<=Content-Length: )[0-9]+");
  private static final String PORT = "127.0.0.1:8412";

  private record Step(String command, String output) {}

  @Test
  @DisplayName("does what the README shows")
  void session() throws Exception {
    String readme = Files.readString(README);
    Matcher block = BLOCK.matcher(readme);
    assertThat(block.find()).isTrue();
    List<Step> written = steps(block.group(1));
    assertThat(written).hasSizeGreaterThan(4);

    List<Step> actual = run(written);

    if (Boolean.getBoolean("etagere.readme.update")) {
      Files.writeString(
          README,
          readme.substring(0, block.start(1)) + text(actual) + readme.substring(block.end(1)));
    } else {
      assertThat(text(actual)).isEqualTo(text(written));
    }
  }

  private static List<Step> steps(String session) {
    List<Step> steps = new ArrayList<>();
    for (String part : PROMPT.splitAsStream(session).toList()) {
      if (!part.isBlank()) {
        int end = part.indexOf("\n");
        while (part.charAt(end - 1) == '\\') {
          end = part.indexOf("\n", end + 1);
        }
        steps.add(new Step(part.substring(0, end), part.substring(end + 1).strip()));
      }
    }
    return steps;
  }

  private static String text(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(text.isEmpty() ? "" : "\n")
          .append("$ ")
          .append(step.command())
          .append('\n')
          .append(step.output())
          .append('\n');
    }
    return text.toString();
  }

  /**
   * The steps with the output that they have now, in the words of the README where those differ by
   * chance only.
   */
  private static List<Step> run(List<Step> written) throws Exception {
    Map<String, String> now = new HashMap<>();
    List<Step> ran = new ArrayList<>();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (InMemoryStore store = new InMemoryStore();
        EtagereServer server = EtagereServer.start(ServerOptions.on(address), store)) {
      for (Step step : written) {
        String command = replaced(step.command(), now).replace(PORT, server.uri().getAuthority());
        String output = output(command).replace(server.uri().getAuthority(), PORT);
        learn(step, output, now);
        ran.add(new Step(step.command(), inWordsOf(step.output(), output, now)));
      }
    }
    return ran;
  }

  private static String output(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", command.replace("\\\n", " "))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.replace("\r", "").strip();
  }

  private static void learn(Step step, String output, Map<String, String> now) {
    List<String> then = matches(TAG, step.output());
    List<String> today = matches(TAG, output);
    for (int i = 0; i < Math.min(then.size(), today.size()); i++) {
      now.putIfAbsent(then.get(i), today.get(i));
    }
  }

  private static String replaced(String text, Map<String, String> words) {
    String replaced = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      replaced = replaced.replace(word.getKey(), word.getValue());
    }
    return replaced;
  }

  private static String inWordsOf(String written, String output, Map<String, String> now) {
    Map<String, String> then = new HashMap<>();
    now.forEach((word, today) -> then.put(today, word));
    String result = replaced(output, then);
    for (Pattern chance : List.of(DATE, TIME, REQUEST_ID, LENGTH)) {
      result = inOrder(chance, result, matches(chance, written));
    }
    return result;
  }

  private static String inOrder(Pattern chance, String text, List<String> words) {
    List<String> left = new ArrayList<>(words);
    return chance
        .matcher(text)
        .replaceAll(found -> left.isEmpty() ? found.group() : left.removeFirst());
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group()).toList();
  }
}
