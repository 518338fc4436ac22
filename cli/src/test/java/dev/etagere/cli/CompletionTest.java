package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The completion script, in the shells that source it. */
@Timeout(120)
class CompletionTest {
  private static final String BASH =
      """
      set -e
      source "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      command=$(complete -p etagere | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$command" || true
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path folder;
  private Path script;

  @BeforeEach
  void print() throws IOException {
    StringWriter out = new StringWriter();
    assertThat(Main.newCommandLine().setOut(new PrintWriter(out)).execute("completion")).isZero();
    script = Files.writeString(folder.resolve("completion"), out.toString());
  }

  private List<String> completed(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", BASH, "bash", script.toString()));
    command.addAll(List.of(words));
    // Outside of a completion bash says that compopt is none of its business.
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().map(String::strip).toList();
  }

  @Test
  void bashCompletesCommands() throws Exception {
    assertThat(completed("etagere", "hi")).containsExactly("history");
    assertThat(completed("etagere", "")).contains("get", "put", "edit", "watch", "serve");
  }

  @Test
  void bashCompletesTheOptionsOfACommand() throws Exception {
    assertThat(completed("etagere", "put", "--if")).containsExactly("--if-match");
    assertThat(completed("etagere", "token", "create", "--al")).containsExactly("--allow");
  }
}
