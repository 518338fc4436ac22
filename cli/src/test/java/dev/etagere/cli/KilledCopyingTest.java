package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.client.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports and exports that are killed, and run again. */
@Timeout(600)
class KilledCopyingTest {
  private static final int FILES = 12;
  private static final int BEFORE_THE_KILL = 5;

  @TempDir private Path folder;
  private LocalCommands etagere;

  @BeforeEach
  void start() {
    etagere = new LocalCommands(folder.resolve("cache"));
  }

  @AfterEach
  void stop() {
    etagere.close();
  }

  private Path tree(String text) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(tree.resolve(i + ".txt"), text + i);
    }
    return tree;
  }

  private String lines(String text) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < FILES; i++) {
      lines.append("{\"path\":\"/box/%d.txt\",\"text\":\"%s%d\"}%n".formatted(i, text, i));
    }
    return Files.writeString(folder.resolve("lines.jsonl"), lines).toString();
  }

  /** The references of the commands are of this server, whether a proxy is between or not. */
  private void killed(String method, String... arguments) throws Exception {
    try (StallingProxy proxy = new StallingProxy(etagere.uri(), method, BEFORE_THE_KILL)) {
      CommandProcess command =
          new CommandProcess(folder, Map.of("ETAGERE_URL", proxy.uri()), arguments);
      proxy.awaitStall();
      command.kill();
    }
  }

  private Stream<Member> members() {
    return StreamSupport.stream(etagere.rival().members("/box/").spliterator(), false);
  }

  private void allAre(String text) {
    assertThat(members()).hasSize(FILES);
    for (int i = 0; i < FILES; i++) {
      assertThat(etagere.rival().read("/box/" + i + ".txt").document().text()).isEqualTo(text + i);
    }
  }

  @Test
  void anImportOfAFolderIsCompletedByTheNextRun() throws Exception {
    String tree = tree("one").toString();
    killed("PUT", "import", tree, "/box/", "--parallel", "1");
    assertThat(members()).hasSize(BEFORE_THE_KILL + 1);
    Ran again = etagere.run("import", tree, "/box/", "--json");
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(again.out())
        .contains("\"written\":" + (FILES - BEFORE_THE_KILL - 1))
        .contains("\"unchanged\":" + (BEFORE_THE_KILL + 1));
    allAre("one");
  }

  @Test
  void anImportOfJsonLinesIsCompletedByTheNextRun() throws Exception {
    String lines = lines("one");
    killed("PUT", "import", lines, "/", "--parallel", "1");
    Ran again = etagere.run("import", lines, "/", "--json");
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(again.out()).contains("\"unchanged\":" + (BEFORE_THE_KILL + 1));
    allAre("one");
  }

  @Test
  void anImportOfEditsWhoseLastOneWasSavedAndNotNotedIsNoConflict() throws Exception {
    String tree = tree("one").toString();
    assertThat(etagere.run("import", tree, "/box/").exitCode()).isZero();
    tree("two");
    // What the next run knows of versions is from before: as if each note had been lost.
    Path kept = folder.resolve("cache/checkouts");
    copy(kept, folder.resolve("before"));
    assertThat(etagere.run("import", tree, "/box/").exitCode()).isZero();
    copy(folder.resolve("before"), kept);
    Ran again = etagere.run("import", tree, "/box/", "--json");
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(again.out()).contains("\"unchanged\":" + FILES);
    allAre("two");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.write(to.resolve(from.relativize(file)), Files.readAllBytes(file));
      }
    }
  }

  @Test
  void anExportIntoAFolderIsCompletedByTheNextRun() throws Exception {
    etagere.run("import", tree("one").toString(), "/box/");
    String copy = folder.resolve("copy").toString();
    killed("GET", "export", "/box/", copy);
    Ran again = etagere.run("export", "/box/", copy, "--json");
    assertThat(again.exitCode()).as(again.out()).isZero();
    try (Stream<Path> files = Files.list(Path.of(copy))) {
      assertThat(files).hasSize(FILES);
    }
    assertThat(Path.of(copy, "11.txt")).hasContent("one11");
  }

  @Test
  void anExportIntoJsonLinesIsCompletedByTheNextRun() throws Exception {
    etagere.run("import", tree("one").toString(), "/box/");
    Path lines = folder.resolve("copy.jsonl");
    killed("GET", "export", "/box/", lines.toString());
    Ran again = etagere.run("export", "/box/", lines.toString(), "--json");
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(Files.readAllLines(lines)).hasSize(FILES);
  }

  @Test
  void aFileThatWasFetchedAndNotNotedIsNoEdit() throws Exception {
    etagere.run("import", tree("one").toString(), "/box/");
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.writeString(copy.resolve("3.txt"), "one3");
    Files.writeString(copy.resolve("4.txt"), "one");
    Ran ran = etagere.run("export", "/box/", copy.toString(), "--json");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.CONFLICT);
    assertThat(ran.out())
        .contains("\"path\":\"" + copy.resolve("4.txt") + "\"")
        .contains("\"unchanged\":1,\"conflicts\":1");
    assertThat(copy.resolve("4.txt")).hasContent("one");
  }

  @Test
  void whatAKilledExportLeftBesideIsNotImported() throws Exception {
    Path tree = tree("one");
    Files.writeString(tree.resolve(".etagere-part"), "half");
    assertThat(etagere.run("import", tree.toString(), "/box/").exitCode()).isZero();
    allAre("one");
  }

  @Test
  void aLineWithATagReplacesTheVersionOfThatTagAndNoOther() throws Exception {
    etagere.run("import", lines("one"), "/");
    Path copy = folder.resolve("copy.jsonl");
    etagere.run("export", "/box/", copy.toString());
    etagere.rival().update("/box/0.txt", content -> content.withText("theirs"));
    Files.writeString(copy, Files.readString(copy).replace("\"one", "\"two"));
    Ran ran = etagere.run("import", copy.toString(), "/", "--json");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.CONFLICT);
    assertThat(ran.out())
        .contains("\"result\":\"conflict\",\"path\":\"/box/0.txt\"")
        .contains("\"written\":" + (FILES - 1));
    assertThat(etagere.rival().read("/box/0.txt").document().text()).isEqualTo("theirs");
    assertThat(etagere.rival().read("/box/1.txt").document().text()).isEqualTo("two1");
  }

  @Test
  void ofTwoLinesForOnePathTheLastCounts() throws Exception {
    String both =
        "{\"path\":\"/box/a\",\"text\":\"old\"}\n{\"path\":\"/box/a\",\"text\":\"new\"}\n";
    Path file = Files.writeString(folder.resolve("both.jsonl"), both);
    assertThat(etagere.run("import", file.toString(), "/").exitCode()).isZero();
    assertThat(etagere.rival().read("/box/a").document().text()).isEqualTo("new");
  }
}
