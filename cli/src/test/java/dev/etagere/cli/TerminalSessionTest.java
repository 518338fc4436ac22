package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.cli.LocalCommands.Ran;
import dev.etagere.client.Content;
import dev.etagere.client.EtagereClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two people, one document: what docs/client.md shows of it is what is printed. */
@Timeout(180)
class TerminalSessionTest {
  private static final String PATH = "/notes/shopping";
  private static final Path DOCS = Path.of("../docs/client.md");

  @TempDir private Path folder;
  private LocalCommands etagere;
  private EtagereClient ben;

  @BeforeEach
  void start() {
    etagere = new LocalCommands(folder.resolve("cache"));
    ben = etagere.rival();
  }

  @AfterEach
  void stop() {
    etagere.close();
  }

  private static Content list(String title, String milk, String bread) {
    return Content.json(
        "{\n  \"title\": \"%s\",\n  \"milk\": \"%s\",\n  \"bread\": \"%s\"\n}\n"
            .formatted(title, milk, bread));
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  /** Ann edits by this script; before her first change Ben saves. */
  private Ran annEdits(String name, Content bens, String script) throws Exception {
    Path opened = pipe(name + "-opened");
    Path saved = pipe(name + "-saved");
    Path once = folder.resolve(name + "-once");
    Thread.ofVirtual().start(() -> benSaves(bens, opened, saved));
    Path editor = folder.resolve(name);
    Files.writeString(
        editor,
        "#!/bin/sh%n[ -e %s ] || { touch %s; echo > %s; cat %s > /dev/null; }%n%s%n"
            .formatted(once, once, opened, saved, script));
    assertThat(editor.toFile().setExecutable(true)).isTrue();
    return etagere.run("edit", PATH, "--editor", editor.toString());
  }

  private void benSaves(Content content, Path opened, Path saved) {
    try {
      Files.readAllBytes(opened);
      ben.update(PATH, current -> content);
      Files.writeString(saved, "saved");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Without what differs from run to run: ports, tags and the names of temporary files. */
  private static String steady(String text) {
    return text.replaceAll("http://[^/]+/", "http://SERVER/")
        .replaceAll("\"[0-9]+\\.[0-9a-z]{13}\"", "TAG")
        .replaceAll("/[^ ]*shopping\\.json", "FILE");
  }

  private static void isTold(String printed) throws IOException {
    String docs = steady(Files.readString(DOCS));
    List<String> lines = steady(printed).lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(docs).contains(line));
  }

  @Test
  void theSessionInTheDocumentationIsTheOneThatRuns() throws Exception {
    ben.create(PATH, list("Shopping", "1 litre", "1 loaf"));

    Ran fits =
        annEdits(
            "title", list("Shopping", "1 litre", "2 loaves"), "sed -i s/Shopping/Weekend/ \"$1\"");
    assertThat(fits.exitCode()).isZero();
    isTold(fits.err());
    assertThat(ben.read(PATH).document().text())
        .isEqualToIgnoringWhitespace(list("Weekend", "1 litre", "2 loaves").asText());

    Path marked = folder.resolve("marked");
    Ran contested =
        annEdits(
            "milk",
            list("Weekend", "2 litres", "2 loaves"),
            "sed -i 's/1 litre/oat milk/' \"$1\"; cp \"$1\" " + marked);
    assertThat(contested.exitCode()).isEqualTo(ExitCode.CONFLICT);
    isTold(contested.err());
    isTold(Files.readString(marked));
    assertThat(ben.read(PATH).document().content())
        .isEqualTo(list("Weekend", "2 litres", "2 loaves"));
  }
}
