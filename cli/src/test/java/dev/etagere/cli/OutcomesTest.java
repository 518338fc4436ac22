package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.etagere.client.Content;
import dev.etagere.client.Document;
import dev.etagere.client.Saved;
import dev.etagere.merge.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands print for programs, and what they end with. */
@Timeout(600)
class OutcomesTest {
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

  private Document created(String path, String json) {
    return ((Saved) etagere.rival().create(path, Content.json(json))).document();
  }

  private String text(String path) {
    return etagere.rival().read(path).document().text();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Nested
  class PatchAndDelete {
    @Test
    void anObjectIsAMergePatchAndAnArrayAJsonPatch() throws IOException {
      created("/n/1", "{\"a\":1}");
      assertThat(etagere.run("patch", "/n/1", file("merge", "{\"b\":2}")).exitCode()).isZero();
      String remove = "[{\"op\":\"remove\",\"path\":\"/a\"}]";
      assertThat(etagere.run("patch", "/n/1", file("list", remove)).exitCode()).isZero();
      assertThat(text("/n/1")).isEqualTo("{\"b\":2}");
    }

    @Test
    void anOutdatedTagIsAConflict() throws IOException {
      Document first = created("/n/1", "{\"a\":1}");
      etagere.rival().save(first.edit("{\"a\":2}"));
      String patch = file("merge", "{\"b\":2}");
      String tag = first.tag().orElseThrow();
      assertThat(etagere.run("patch", "/n/1", patch, "--if-match", tag).exitCode())
          .isEqualTo(ExitCode.CONFLICT);
      assertThat(text("/n/1")).isEqualTo("{\"a\":2}");
    }

    @Test
    void aPatchThatDoesNotFitFails() throws IOException {
      created("/n/1", "{\"a\":1}");
      String test = "[{\"op\":\"test\",\"path\":\"/a\",\"value\":2}]";
      Ran ran = etagere.run("patch", "/n/1", file("test", test), "--json");
      assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(ran.out()).contains("\"error\":\"patch_failed\"");
    }

    @Test
    void anyVersionIsDeletedOnlyWhenSaidSo() {
      created("/n/1", "{}");
      assertThat(etagere.run("delete", "/n/1").exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(etagere.run("delete", "/n/1", "--any").exitCode()).isZero();
      assertThat(etagere.run("delete", "/n/1", "--any").exitCode()).isEqualTo(ExitCode.FAILED);
    }
  }

  @Nested
  class Watch {
    @Test
    void beginsWithTheNextChange() {
      Document note = created("/w/1", "1");
      CompletableFuture<Ran> watching =
          CompletableFuture.supplyAsync(() -> etagere.run("watch", "/w/", "--count", "1"));
      // When the stream stands is not to be seen from outside: changes are made until one is told.
      while (!watching.isDone()) {
        note = ((Saved) etagere.rival().save(note.edit(note.text() + "1"))).document();
      }
      Ran ran = watching.join();
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out()).contains("/w/1").doesNotContain("version 1\n");
    }

    @Test
    void beginsWithTheFirstOrBehindACursorIfTold() {
      created("/w/1", "1");
      created("/w/2", "2");
      created("/other", "3");
      Ran all = etagere.run("watch", "/w/", "--after", "0", "--count", "2", "--json");
      assertThat(all.out().lines())
          .hasSize(2)
          .first()
          .satisfies(line -> assertThat(line).contains("\"path\":\"/w/1\""));
      String cursor = all.out().replaceFirst("(?s).*?\"cursor\":\"(\\w+)\".*", "$1");
      assertThat(etagere.run("watch", "/w/", "--after", cursor, "--count", "1").out())
          .contains("/w/2");
    }

    @Test
    void refusesACursorThatIsNone() {
      assertThat(etagere.run("watch", "/", "--after", "yesterday").exitCode())
          .isEqualTo(ExitCode.FAILED);
    }
  }

  @Nested
  class ForPrograms {
    /** For each command that speaks to a server, how it is run. */
    private Map<String, String[]> runs() throws IOException {
      String json = file("note.json", "{\"a\":2}");
      Path tree = Files.createDirectories(folder.resolve("tree"));
      Files.writeString(tree.resolve("a.json"), "{}");
      return Map.of(
          "get", new String[] {"get", "/n/1", "--json"},
          "put", new String[] {"put", "/n/2", json, "--json"},
          "patch", new String[] {"patch", "/n/1", json, "--json"},
          "delete", new String[] {"delete", "/n/3", "--any", "--json"},
          "edit", new String[] {"edit", "/n/4", "--editor", "echo 1 >", "--json"},
          "history", new String[] {"history", "/n/1", "--json"},
          "diff", new String[] {"diff", "/n/1", "1", "2", "--json"},
          "watch", new String[] {"watch", "/n/", "--after", "0", "--count", "1", "--json"},
          "import", new String[] {"import", tree.toString(), "/i/", "--json"},
          "export", new String[] {"export", "/n/", folder.resolve("out").toString(), "--json"});
    }

    @Test
    void everyCommandThatSpeaksToAServerPrintsJsonAndNothingElse() throws IOException {
      Document first = created("/n/1", "{\"a\":1}");
      etagere.rival().save(first.edit("{\"a\":3}"));
      created("/n/3", "{}");
      Map<String, String[]> runs = runs();
      assertThat(runs.keySet())
          .isEqualTo(
              Main.newCommandLine().getSubcommands().entrySet().stream()
                  .filter(each -> each.getValue().getCommand() instanceof ClientCommand)
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet()));
      for (String[] run : runs.values()) {
        Ran ran = etagere.run(run);
        assertThat(ran.exitCode()).as(String.join(" ", run) + ran.err()).isZero();
        assertThat(ran.out().lines())
            .as(String.join(" ", run))
            .isNotEmpty()
            .allMatch(line -> Json.check(line.getBytes(StandardCharsets.UTF_8)).isEmpty());
        assertThat(ran.err()).as(String.join(" ", run)).isEmpty();
      }
    }

    @Test
    void aServerThatIsNotThereIsToldAsJsonToo() {
      Ran ran =
          LocalCommands.runAt("http://localhost:1", "get", "/n/1", "--json", "--timeout", "1");
      assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(ran.out()).contains("\"error\":\"no_reply\"");
    }

    @Test
    void everyCommandFailsWhereTheServerIsNotThere() throws IOException {
      for (String[] run : runs().values()) {
        List<String> brief = new ArrayList<>(List.of(run));
        brief.addAll(List.of("--timeout", "1"));
        Ran ran = LocalCommands.runAt("http://localhost:1", brief.toArray(String[]::new));
        assertThat(ran.exitCode()).as(String.join(" ", run)).isEqualTo(ExitCode.FAILED);
        assertThat(ran.out().lines())
            .as(String.join(" ", run))
            .isNotEmpty()
            .allMatch(line -> Json.check(line.getBytes(StandardCharsets.UTF_8)).isEmpty());
      }
    }

    @Test
    void everyCommandRefusesAnOptionThatItDoesNotKnow() {
      Set<String> names = new TreeSet<>(Main.newCommandLine().getSubcommands().keySet());
      names.remove("help"); // the library's own, which takes anything
      for (String name : names) {
        CommandLine command = Main.newCommandLine().setErr(new PrintWriter(new StringWriter()));
        assertThat(command.execute(name, "--no-such-option")).as(name).isEqualTo(ExitCode.USAGE);
      }
    }

    @Test
    void whatIsMisspeltIsWrongUsage() {
      assertThat(etagere.run("get", "/n/1", "--jsn").exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(etagere.run("get", "/n/1", "--timeout", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    }
  }

  @Nested
  class CredentialsOfACommand {
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    private HttpServer listening() throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            authorizations.add(
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
          });
      server.start();
      return server;
    }

    @Test
    void areReadFromAFile() throws IOException {
      HttpServer server = listening();
      String url = "http://localhost:" + server.getAddress().getPort() + "/";
      try {
        LocalCommands.runAt(url, "get", "/n/1", "--token-file", file("token", "secret\n"));
        assertThat(authorizations).containsOnly("Bearer secret");
      } finally {
        server.stop(0);
      }
    }

    @Test
    void areWarnedAboutInAFileThatOthersRead() throws IOException {
      Path token = Path.of(file("token", "secret\n"));
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
      String[] get = {"get", "/n/1", "--token-file", token.toString()};
      assertThat(etagere.run(get).err()).contains("Others may read the token in " + token);
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
      assertThat(etagere.run(get).err()).doesNotContain("Others may read");
    }

    @Test
    void areNoArgument() {
      assertThat(etagere.run("get", "/n/1", "--token", "secret").exitCode())
          .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void missingInTheFileSendNothing() throws IOException {
      HttpServer server = listening();
      String url = "http://localhost:" + server.getAddress().getPort() + "/";
      try {
        Ran ran =
            LocalCommands.runAt(
                url, "get", "/n/1", "--token-file", folder.resolve("none").toString());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.err()).contains("the token file cannot be read");
        assertThat(authorizations).isEmpty();
      } finally {
        server.stop(0);
      }
    }
  }
}
