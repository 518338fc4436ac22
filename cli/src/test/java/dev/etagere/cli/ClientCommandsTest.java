package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.client.Content;
import dev.etagere.client.EtagereClient;
import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to a server, against Etagere in memory. */
class ClientCommandsTest {
  private static final Store STORE = new InMemoryStore();
  private static final AtomicInteger NAMES = new AtomicInteger();
  @TempDir private static Path cache;
  private static EtagereServer server;

  @TempDir private Path folder;
  private final String path = "/notes/" + NAMES.incrementAndGet();

  @BeforeAll
  static void start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = EtagereServer.start(ServerOptions.on(anyPort), STORE);
    System.setProperty("ETAGERE_CACHE", cache.toString());
  }

  @AfterAll
  static void stop() {
    System.clearProperty("ETAGERE_CACHE");
    server.close();
    STORE.close();
  }

  static Ran etagere(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--server", server.uri().toString()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Ran ran = Ran.etagere(all.toArray(String[]::new));
      return new Ran(ran.exitCode(), ran.out() + bytes.toString(StandardCharsets.UTF_8), ran.err());
    } finally {
      System.setOut(before);
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String put(String text, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("put", path, file("put.json", text).toString()));
    arguments.addAll(List.of(more));
    Ran ran = etagere(arguments.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return tag();
  }

  private String tag() {
    return etagere("get", path, "--include")
        .out()
        .lines()
        .findFirst()
        .orElse("")
        .substring("ETag: ".length());
  }

  private String content() {
    return etagere("get", path).out();
  }

  @Nested
  class Get {
    @Test
    void printsTheBytesAndNothingElse() throws IOException {
      put("{\"title\":  \"Milk\"}\n");
      assertThat(content()).isEqualTo("{\"title\":  \"Milk\"}\n");
    }

    @Test
    void ofNothingFails() {
      Ran ran = etagere("get", "/nowhere");
      assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(ran.err()).contains("Not done");
    }

    @Test
    void asJsonHoldsTagAndContent() throws IOException {
      String tag = put("{\"title\":\"Milk\"}");
      assertThat(etagere("get", path, "--json").out())
          .contains("\"etag\":\"" + tag.replace("\"", "\\\"") + "\"")
          .contains("\"content\":{\"title\":\"Milk\"}");
    }

    @Test
    void doesNotDropEditsOfTheFile() throws IOException {
      put("{}");
      Path local = folder.resolve("local.json");
      assertThat(etagere("get", path, "-o", local.toString()).exitCode()).isZero();
      Files.writeString(local, "{\"mine\":1}");
      assertThat(etagere("get", path, "-o", local.toString()).exitCode())
          .isEqualTo(ExitCode.CONFLICT);
      assertThat(local).hasContent("{\"mine\":1}");
    }
  }

  @Nested
  class Put {
    @Test
    void createsWhereNothingIsKnown() throws IOException {
      put("{\"n\":1}");
      Path other = file("other.json", "{\"n\":2}");
      Ran ran = etagere("put", path, other.toString());
      assertThat(ran.exitCode()).isEqualTo(ExitCode.CONFLICT);
      assertThat(ran.err()).contains("it is not known that you saw it");
      assertThat(content()).isEqualTo("{\"n\":1}");
    }

    @Test
    void replacesTheVersionThatTheFileWasFetchedAs() throws IOException {
      put("{\"n\":1}");
      Path local = folder.resolve("local.json");
      etagere("get", path, "-o", local.toString());
      Files.writeString(local, "{\"n\":2}");
      assertThat(etagere("put", path, local.toString()).exitCode()).isZero();
      Files.writeString(local, "{\"n\":3}");
      assertThat(etagere("put", path, local.toString()).exitCode()).isZero();
      assertThat(content()).isEqualTo("{\"n\":3}");
    }

    @Test
    void saysConflictWhenSomebodyWasFaster() throws IOException {
      put("{\"n\":1}");
      Path local = folder.resolve("local.json");
      etagere("get", path, "-o", local.toString());
      put("{\"n\":5}");
      Files.writeString(local, "{\"n\":2}");
      Ran ran = etagere("put", path, local.toString(), "--json");
      assertThat(ran.exitCode()).isEqualTo(ExitCode.CONFLICT);
      assertThat(ran.out()).contains("\"result\":\"conflict\"");
      assertThat(content()).isEqualTo("{\"n\":5}");
    }

    @Test
    void mergesWhatFitsIfAskedTo() throws IOException {
      put("{\"n\":1,\"m\":1}");
      Path local = folder.resolve("local.json");
      etagere("get", path, "-o", local.toString());
      put("{\"n\":5,\"m\":1}");
      Files.writeString(local, "{\"n\":1,\"m\":5}");
      assertThat(etagere("put", path, local.toString(), "--merge").exitCode()).isZero();
      assertThat(content()).isEqualTo("{\"n\":5,\"m\":5}");
    }

    @Test
    void takesATagThatIsCurrentAndNoOther() throws IOException {
      String first = put("{\"n\":1}");
      Path other = file("other.json", "{\"n\":2}");
      assertThat(etagere("put", path, other.toString(), "--if-match", first).exitCode()).isZero();
      assertThat(
              etagere("put", path, file("third.json", "{}").toString(), "--if-match", first)
                  .exitCode())
          .isEqualTo(ExitCode.CONFLICT);
      assertThat(content()).isEqualTo("{\"n\":2}");
    }

    @Test
    void overwritesOnlyWhenTold() throws IOException {
      put("{\"n\":1}");
      Path other = file("other.json", "{\"n\":2}");
      assertThat(etagere("put", path, other.toString(), "--overwrite").exitCode()).isZero();
      assertThat(content()).isEqualTo("{\"n\":2}");
    }

    @Test
    void refusesTwoAnswersToOneQuestion() throws IOException {
      Path other = file("other.json", "{}");
      assertThat(etagere("put", path, other.toString(), "--overwrite", "--create").exitCode())
          .isEqualTo(ExitCode.USAGE);
    }
  }

  @Nested
  class DeleteAndPatch {
    @Test
    void deletingNeedsAVersionOrTheWordAny() throws IOException {
      String tag = put("{}");
      assertThat(etagere("delete", path).exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(etagere("delete", path, "--if-match", "\"9.other\"").exitCode())
          .isEqualTo(ExitCode.CONFLICT);
      assertThat(etagere("delete", path, "--if-match", tag).exitCode()).isZero();
      assertThat(etagere("get", path).exitCode()).isEqualTo(ExitCode.FAILED);
    }
  }

  @Nested
  class Edit {
    private String editor(String script) throws IOException {
      Path editor = file("editor", "#!/bin/sh\n" + script + "\n");
      assertThat(editor.toFile().setExecutable(true)).isTrue();
      return editor.toString();
    }

    /**
     * An editor in whose first run somebody else saves: it tells by one pipe and waits at another.
     */
    private String rival(String theirs, String script) throws Exception {
      Path opened = pipe("opened");
      Path saved = pipe("saved");
      Path done = folder.resolve("done");
      Thread.ofVirtual().start(() -> saveBetween(theirs, opened, saved));
      return editor(
          "[ -e %s ] || { touch %s; echo > %s; cat %s > /dev/null; }%n"
                  .formatted(done, done, opened, saved)
              + script);
    }

    private Path pipe(String name) throws Exception {
      Path pipe = folder.resolve(name);
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      return pipe;
    }

    private void saveBetween(String theirs, Path opened, Path saved) {
      try {
        Files.readAllBytes(opened);
        EtagereClient.of(server.uri().toString()).overwrite(path, Content.json(theirs));
        Files.writeString(saved, "saved");
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    @Test
    void savesWhatTheEditorLeft() throws IOException {
      put("{\"title\":\"Milk\"}");
      assertThat(etagere("edit", path, "--editor", editor("sed -i s/Milk/Tea/ \"$1\"")).exitCode())
          .isZero();
      assertThat(content()).isEqualTo("{\"title\":\"Tea\"}");
    }

    @Test
    void takesAwayWhatTheEditorLeftBesideTheDraft() throws IOException {
      put("{\"title\":\"Milk\"}");
      Path where = folder.resolve("where");
      String script = "dirname \"$1\" > %s; sed -i.bak s/Milk/Tea/ \"$1\"".formatted(where);
      assertThat(etagere("edit", path, "--editor", editor(script)).exitCode()).isZero();
      assertThat(Path.of(Files.readString(where).strip())).doesNotExist();
    }

    @Test
    void changesNothingWhereNothingWasChanged() throws IOException {
      String tag = put("{}");
      assertThat(etagere("edit", path, "--editor", "true").exitCode()).isZero();
      assertThat(tag()).isEqualTo(tag);
    }

    @Test
    void savesNothingIfTheEditorFails() throws IOException {
      String tag = put("{}");
      assertThat(etagere("edit", path, "--editor", "false").exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(tag()).isEqualTo(tag);
    }

    @Test
    void createsWhatIsMissing() {
      assertThat(etagere("edit", path, "--editor", "echo hello >").exitCode()).isZero();
      assertThat(content()).isEqualTo("hello\n");
    }

    @Test
    void keepsADraftThatIsNotJson() throws IOException {
      String tag = put("{\"a\":1}");
      Ran ran = etagere("edit", path, "--editor", editor("echo '{' > \"$1\""));
      assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(ran.err()).contains("not JSON").contains("Your draft is in");
      assertThat(tag()).isEqualTo(tag);
    }

    @Test
    void mergesWhatFits() throws Exception {
      put("{\"a\":1,\"b\":1}");
      String editor = rival("{\"a\":1,\"b\":2}", "sed -i 's/\"a\":1/\"a\":2/' \"$1\"");
      Ran ran = etagere("edit", path, "--editor", editor);
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(content()).isEqualTo("{\"a\":2,\"b\":2}");
    }

    @Test
    void savesNothingWhileMarksAreLeft() throws Exception {
      put("{\"a\":1,\"b\":1}");
      String editor = rival("{\"a\":3,\"b\":2}", "sed -i 's/\"a\":1/\"a\":2/' \"$1\"");
      Ran ran = etagere("edit", path, "--editor", editor);
      assertThat(ran.exitCode()).isEqualTo(ExitCode.CONFLICT);
      assertThat(ran.err()).contains("Marks are left in the lines [2, 6]");
      assertThat(content()).isEqualTo("{\"a\":3,\"b\":2}");
    }

    @Test
    void savesWhatWasDecidedOnTopOfTheirs() throws Exception {
      put("{\"a\":1,\"b\":1}");
      String decide = "sed -i 's/\"a\":1/\"a\":2/; /^<<<</d; /^====/,/^>>>>/d' \"$1\"";
      Ran ran = etagere("edit", path, "--editor", rival("{\"a\":3,\"b\":2}", decide));
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(content().replaceAll("\\s", "")).isEqualTo("{\"a\":2,\"b\":2}");
    }
  }

  @Nested
  class ImportAndExport {
    private final String collection = "/box" + NAMES.incrementAndGet() + "/";

    private Ran importing(Path from) {
      return etagere("import", from.toString(), collection, "--json");
    }

    private Path tree() throws IOException {
      Path tree = Files.createDirectories(folder.resolve("tree/sub"));
      Files.writeString(tree.resolve("b c.txt"), "two");
      Files.writeString(tree.resolveSibling("a.json"), "{\"n\": 1}");
      return folder.resolve("tree");
    }

    @Test
    void aFolderComesBackAsItWas() throws IOException {
      assertThat(importing(tree()).out()).contains("\"written\":2");
      Path copy = folder.resolve("copy");
      assertThat(etagere("export", collection, copy.toString(), "--json").out())
          .contains("\"written\":2");
      assertThat(copy.resolve("sub/b c.txt")).hasContent("two");
      assertThat(copy.resolve("a.json")).hasContent("{\"n\": 1}");
    }

    @Test
    void aSecondRunFindsEverythingDone() throws IOException {
      Path tree = tree();
      importing(tree);
      assertThat(importing(tree).out()).contains("\"written\":0").contains("\"unchanged\":2");
      Path copy = folder.resolve("copy");
      etagere("export", collection, copy.toString());
      assertThat(etagere("export", collection, copy.toString(), "--json").out())
          .contains("\"written\":0")
          .contains("\"unchanged\":2");
    }

    @Test
    void editsOfAnExportReplaceTheVersionsTheyWereMadeFrom() throws IOException {
      importing(tree());
      Path copy = folder.resolve("copy");
      etagere("export", collection, copy.toString());
      Files.writeString(copy.resolve("a.json"), "{\"n\": 2}");
      assertThat(importing(copy).out()).contains("\"written\":1").contains("\"unchanged\":1");
      assertThat(etagere("get", collection + "a.json").out()).isEqualTo("{\"n\": 2}");
    }

    @Test
    void nothingIsReplacedThatWasNotSeen() throws IOException {
      Path tree = tree();
      etagere("put", collection + "a.json", file("other.json", "{\"n\": 9}").toString());
      Ran ran = importing(tree);
      assertThat(ran.exitCode()).isEqualTo(ExitCode.CONFLICT);
      assertThat(ran.out()).contains("\"written\":1").contains("\"conflicts\":1");
      assertThat(etagere("get", collection + "a.json").out()).isEqualTo("{\"n\": 9}");
    }

    @Test
    void anExportLeavesEditedFilesAlone() throws IOException {
      importing(tree());
      Path copy = folder.resolve("copy");
      etagere("export", collection, copy.toString());
      Files.writeString(copy.resolve("a.json"), "mine");
      Ran ran = etagere("export", collection, copy.toString());
      assertThat(ran.exitCode()).isEqualTo(ExitCode.CONFLICT);
      assertThat(copy.resolve("a.json")).hasContent("mine");
    }

    @Test
    void jsonLinesGiveBackEveryByteAndAreContinued() throws IOException {
      importing(tree());
      Path lines = folder.resolve("all.jsonl");
      etagere("export", collection, lines.toString());
      String complete = Files.readString(lines);
      Files.writeString(lines, complete.substring(0, complete.length() - 5));
      assertThat(etagere("export", collection, lines.toString(), "--json").out())
          .contains("\"written\":1")
          .contains("\"unchanged\":1");
      assertThat(lines).hasContent(complete);
      etagere("delete", collection + "a.json", "--any");
      assertThat(etagere("import", lines.toString(), "/", "--json").out())
          .contains("\"written\":1")
          .contains("\"unchanged\":1");
      assertThat(etagere("get", collection + "a.json").out()).isEqualTo("{\"n\": 1}");
    }
  }
}
