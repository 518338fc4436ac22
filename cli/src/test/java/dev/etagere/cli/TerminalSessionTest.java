package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.client.Content;
import dev.etagere.client.EtagereClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two people, one document: what docs/client.md shows of it is what is printed. */
@Timeout(600)
class TerminalSessionTest {
  private static final String PATH = "/notes/shopping";
  private static final String PROMPT = "Enter opens the editor again.";
  private static final Path DOCS = Path.of("../docs/client.md");

  @TempDir private Path folder;
  private LocalCommands etagere;
  private EtagereClient rival;
  private final Deque<String> bens = new ConcurrentLinkedDeque<>();

  @BeforeEach
  void start() {
    etagere = new LocalCommands(folder.resolve("cache"));
    rival = etagere.rival();
  }

  @AfterEach
  void stop() {
    etagere.close();
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private Path script(String name, String text) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private Ran edit(String name, String commands) throws IOException {
    return etagere.run("edit", PATH, "--editor", script(name, commands).toString());
  }

  /** Ann edits by these commands; before her first change Ben saves by his. */
  private Ran annEdits(String name, String bens, String commands) throws Exception {
    Path opened = pipe(name + "-opened");
    Path saved = pipe(name + "-saved");
    Path once = folder.resolve(name + "-once");
    Thread.ofVirtual().start(() -> benSaves(name, bens, opened, saved));
    return edit(
        name,
        "[ -e %s ] || { touch %s; echo > %s; cat %s > /dev/null; }%n%s"
            .formatted(once, once, opened, saved, commands));
  }

  private void benSaves(String name, String commands, Path opened, Path saved) {
    try {
      Files.readAllBytes(opened);
      Ran ran = edit(name + "-ben", commands);
      bens.add(ran.err());
      Files.writeString(saved, "saved");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Without what differs from run to run: ports, tags and the names of temporary files. */
  private static String steady(String text) {
    return text.replaceAll("http://[^/]+/", "http://SERVER/")
        .replaceAll("\"([0-9]+)\\.[0-9a-z]{13}\"", "\"$1.TAG\"")
        .replaceAll("/[^ ]*shopping\\.json", "FILE");
  }

  private static List<String> lines(String text) {
    return steady(text).lines().filter(line -> !line.isBlank()).toList();
  }

  /** All output of the session that the documentation shows, without what people type. */
  private static List<String> told() throws IOException {
    String docs = Files.readString(DOCS);
    String section = docs.substring(docs.indexOf("## Two people, one document"));
    String shown =
        Pattern.compile("```\n(.*?)```", Pattern.DOTALL)
            .matcher(section)
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining());
    return lines(shown).stream()
        .filter(line -> !line.startsWith("ann$ ") && !line.startsWith("ben$ "))
        .filter(line -> !line.equals(PROMPT))
        .toList();
  }

  @Test
  void theSessionInTheDocumentationIsTheOneThatRuns() throws Exception {
    rival.create(
        PATH,
        Content.json(
            """
            {
              "title": "Shopping",
              "milk": "1 litre",
              "bread": "1 loaf"
            }
            """));
    List<String> printed = new ArrayList<>();

    Ran fits =
        annEdits(
            "title", "sed -i 's/1 loaf/2 loaves/' \"$1\"", "sed -i s/Shopping/Weekend/ \"$1\"");
    assertThat(fits.exitCode()).isZero();
    printed.addAll(lines(bens.removeFirst()));
    printed.addAll(lines(fits.err()));

    Path marked = folder.resolve("marked");
    Ran contested =
        annEdits(
            "milk",
            "sed -i 's/1 litre/2 litres/' \"$1\"",
            "sed -i 's/1 litre/oat milk/' \"$1\"; cp \"$1\" " + marked);
    assertThat(contested.exitCode()).isEqualTo(ExitCode.CONFLICT);
    List<String> said = lines(contested.err());
    printed.addAll(said.subList(0, said.size() - 1));
    printed.addAll(lines(Files.readString(marked)));
    printed.add(said.getLast());

    Ran decided = edit("decided", "sed -i 's/2 litres/oat milk/' \"$1\"");
    assertThat(decided.exitCode()).isZero();
    printed.addAll(lines(decided.err()));
    printed.addAll(lines(rival.read(PATH).document().text()));

    assertThat(told()).isEqualTo(printed);
  }
}
