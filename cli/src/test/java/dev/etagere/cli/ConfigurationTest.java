package dev.etagere.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

@DisplayName("The settings of a server")
class ConfigurationTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
  private static final String BEGIN = "<!-- settings -->\n";
  private static final String END = "<!-- end of settings -->";

  @TempDir private Path folder;

  private final CommandLine etagere = Main.newCommandLine();
  private final StringWriter errors = new StringWriter();

  /** With {@code -Detagere.docs.update=true} the table is written instead. */
  @Test
  @DisplayName("are all in docs/configuration.md, with their defaults")
  void documented() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    if (Boolean.getBoolean("etagere.docs.update")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
    } else {
      assertThat(document.substring(begin, end)).isEqualTo(table());
    }
  }

  private String table() {
    CommandSpec serve = requireNonNull(etagere.getSubcommands().get("serve")).getCommandSpec();
    return ConfigFile.settings(serve).stream()
        .map(option ->
            "| `%s` | %s | %s |\n"
                .formatted(ConfigFile.name(option), unset(option), meaning(option)))
        .collect(
            Collectors.joining("", "\n| setting | default | meaning |\n|---|---|---|\n", "\n"));
  }

  private static String unset(OptionSpec option) {
    return option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`";
  }

  private static String meaning(OptionSpec option) {
    return String.join(" ", option.description())
        .replaceFirst(
            " Default: "
                + Pattern.quote(String.valueOf(option.defaultValue()))
                + "(, which[^.]*)?\\.$",
            "");
  }

  @Test
  @DisplayName("are taken from the file, unless the command line says otherwise")
  void precedence() throws IOException {
    Path file = Files.writeString(folder.resolve("etagere.properties"), "port = 70000\n");

    assertThat(run("serve", "--config", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("not 70000");
    assertThat(run("serve", "--config", file.toString(), "--port", "80000"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("not 80000");
  }

  @Test
  @DisplayName("that do not exist are refused by name")
  void unknown() throws IOException {
    Path file = Files.writeString(folder.resolve("etagere.properties"), "prot = 1\n");

    assertThat(run("serve", "--config", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("there is no setting prot");
  }

  @Test
  @DisplayName("with a value that means nothing are refused by name")
  void meaningless() throws IOException {
    Path file = Files.writeString(folder.resolve("etagere.properties"), "connections = many\n");

    assertThat(run("serve", "--config", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("--connections").contains("many");
  }

  @Test
  @DisplayName("out of range are refused with the range")
  void outOfRange() {
    assertThat(run("serve", "--data", folder.toString(), "--connections", "0"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("connections").contains("not 0");
  }

  @Test
  @DisplayName("in a file that is not there are not guessed")
  void noFile() {
    assertThat(run("serve", "--config", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("There is no file");
  }

  private int run(String... arguments) {
    errors.getBuffer().setLength(0);
    return etagere.setErr(new PrintWriter(errors, true)).execute(arguments);
  }
}
