package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.client.Content;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Exists;
import dev.etagere.client.Saved;
import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("etagere history and etagere diff")
class HistoryAndDiffTest {
  private static final Store STORE = new InMemoryStore();
  private static final AtomicInteger NAMES = new AtomicInteger();
  @TempDir private static Path cache;
  private static EtagereServer server;

  @TempDir private Path folder;
  private final String path = "/past/" + NAMES.incrementAndGet();

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

  private static Ran etagere(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--server", server.uri().toString()));
    all.addAll(List.of(arguments));
    return Ran.etagere(all.toArray(String[]::new));
  }

  /** Writes the documents one after another. */
  private void versions(String... documents) {
    EtagereClient client = EtagereClient.of(server.uri().toString());
    for (String document : documents) {
      Content content = Content.json(document);
      if (client.create(path, content) instanceof Exists) {
        assertThat(client.overwrite(path, content)).isInstanceOf(Saved.class);
      }
    }
  }

  private static void delete(String path) {
    EtagereClient client = EtagereClient.of(server.uri().toString());
    client.delete(client.read(path).document());
  }

  @Nested
  class History {

    @Test
    @DisplayName("lists the versions, newest first, a deletion among them")
    void lists() {
      versions("{\"n\": 1}", "{\"n\": 2}");
      delete(path);
      versions("{\"n\": 3, \"more\": true}");

      Ran ran = etagere("history", path);

      assertThat(ran.exitCode()).isZero();
      assertThat(ran.lines()).hasSize(4);
      assertThat(ran.lines())
          .extracting(line -> line.strip().charAt(0))
          .containsExactly('4', '3', '2', '1');
      assertThat(ran.lines().get(0)).contains("written", "\"4.");
      assertThat(ran.lines().get(1)).contains("deleted", "\"3.");
    }

    @Test
    @DisplayName("stops at --limit, and follows pages where there is more than one")
    void limits() {
      versions("1", "2", "3", "4");

      assertThat(etagere("history", path, "--limit", "2").lines()).hasSize(2);
      assertThat(etagere("history", path, "--limit", "100").lines()).hasSize(4);
    }

    @Test
    @DisplayName("as JSON: a line for each version, with its tag, size, type and request")
    void printsJson() {
      versions("{\"n\": 1}", "{\"n\": 22}");

      Ran ran = etagere("history", path, "--json");

      assertThat(ran.lines()).hasSize(2);
      assertThat(ran.lines().getFirst())
          .startsWith("{\"version\":2,\"etag\":\"\\\"2.")
          .contains("\"kind\":\"written\"", "\"size\":9", "\"media_type\":\"application/json\"")
          .contains("\"request_id\":\"");
    }

    @Test
    @DisplayName("of what never was: exit code 1, and the server's sentence")
    void ofNothing() {
      Ran ran = etagere("history", path);

      assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).isNotBlank();
    }

    @Test
    @DisplayName("shows what is kept, where older versions were dropped")
    void ofWhatIsKept() {
      versions("1", "2", "3");
      STORE.prune(new ResourcePath(path), 3);

      assertThat(etagere("history", path).lines()).hasSize(1);
    }
  }

  @Nested
  class Differences {

    @Test
    @DisplayName("between the newest version and the one before, where none is named")
    void newestByDefault() {
      versions("{\"n\": 1, \"same\": true}", "{\"n\": 2, \"same\": true}");

      Ran ran = etagere("diff", path);

      assertThat(ran.exitCode()).isZero();
      assertThat(ran.lines().get(0)).startsWith("--- " + path + " version 1");
      assertThat(ran.lines().get(1)).startsWith("+++ " + path + " \"2.");
      assertThat(ran.lines()).anyMatch(line -> line.startsWith("-") && line.contains("\"n\": 1"));
      assertThat(ran.lines()).anyMatch(line -> line.startsWith("+") && line.contains("\"n\": 2"));
      assertThat(ran.lines()).noneMatch(line -> line.matches("[-+].*same.*"));
    }

    @Test
    @DisplayName("between any two, as a JSON Patch with --json")
    void anyTwo() {
      versions("{\"n\": 1}", "{\"n\": 2}", "{\"n\": 2, \"m\": 3}");

      assertThat(etagere("diff", path, "1", "2", "--json").out())
          .contains("\"patch\":[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]");
      assertThat(etagere("diff", path, "2", "--json").out())
          .contains("\"patch\":[{\"op\":\"add\",\"path\":\"/m\",\"value\":3}]");
      assertThat(etagere("diff", path, "2", "2", "--json").out()).contains("\"patch\":[]");
    }

    @Test
    @DisplayName("between a version and a local file")
    void withFile() throws IOException {
      versions("{\"n\": 1}", "{\"n\": 2}");
      Path file = Files.writeString(folder.resolve("mine.json"), "{\"n\": 7}");

      assertThat(etagere("diff", path, "--file", file.toString(), "--json").out())
          .contains("\"value\":7", "\"to\":");
      assertThat(etagere("diff", path, "1", "--file", file.toString()).lines().getFirst())
          .startsWith("--- " + path + " version 1");
    }

    @Test
    @DisplayName("passes over a deletion to what stood there before it")
    void overDeletions() {
      versions("{\"n\": 1}");
      delete(path);
      versions("{\"n\": 3}");

      assertThat(etagere("diff", path).lines().getFirst()).startsWith("--- " + path + " version 1");
    }

    @Test
    @DisplayName("needs two versions, and versions that are kept: a sentence and an exit code else")
    void refuses() {
      versions("1");
      Ran single = etagere("diff", path);
      assertThat(single.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(single.err()).contains("one version only");

      assertThat(etagere("diff", path, "1", "9").exitCode()).isEqualTo(ExitCode.FAILED);

      versions("2", "3");
      STORE.prune(new ResourcePath(path), 3);
      Ran pruned = etagere("diff", path, "1", "3");
      assertThat(pruned.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(pruned.err()).contains("no longer kept");
    }
  }
}
