package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command takes from its environment, and what it does where nobody watches. */
@Timeout(600)
class EnvironmentTest {
  @TempDir private Path folder;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  private CommandProcess ended(Map<String, String> variables, String... arguments)
      throws Exception {
    CommandProcess command = new CommandProcess(folder, variables, arguments);
    assertThat(command.exitCode()).as(command.err()).isEqualTo(ExitCode.FAILED);
    return command;
  }

  @Test
  void theTokenOfTheEnvironmentGoesToTheServerOfTheEnvironment() throws Exception {
    ended(Map.of("ETAGERE_URL", url(), "ETAGERE_TOKEN", "secret"), "get", "/n/1");
    assertThat(authorizations).containsOnly("Bearer secret");
  }

  @Test
  void theTokenOfTheEnvironmentGoesNowhereElse() throws Exception {
    Map<String, String> elsewhere =
        Map.of("ETAGERE_URL", "http://localhost:1/", "ETAGERE_TOKEN", "secret");
    ended(elsewhere, "get", url() + "n/1");
    assertThat(authorizations).containsOnly("null");
  }

  @Test
  void nothingIsColouredWhereNobodyWatches() throws Exception {
    CommandProcess command =
        ended(Map.of("ETAGERE_URL", url(), "TERM", "xterm-256color"), "get", "/n/1");
    assertThat(command.err()).contains("Not done").doesNotContain("\u001b");
    CommandProcess misspelt =
        new CommandProcess(folder, Map.of("TERM", "xterm-256color"), "get", "--jsn");
    assertThat(misspelt.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(misspelt.err()).isNotEmpty().doesNotContain("\u001b");
  }

  /** The command on a terminal that script(1) makes. */
  private String onTerminal(String tail, Map<String, String> variables) throws Exception {
    assumeTrue(
        System.getProperty("os.name", "").equals("Linux"), "script(1) is called as on Linux");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.etagere.cli.Main get %sn/1 %s"
            .formatted(java, System.getProperty("java.class.path", ""), url(), tail);
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true);
    builder.environment().remove("NO_COLOR");
    builder.environment().put("ETAGERE_CACHE", folder.resolve("cache").toString());
    builder.environment().put("TERM", "xterm-256color");
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isEqualTo(ExitCode.FAILED);
    return printed;
  }

  @Test
  void aRefusalIsColouredOnATerminal() throws Exception {
    assertThat(onTerminal("", Map.of())).contains("\u001b[31mNot done: ");
  }

  @Test
  void nothingIsColouredOnATerminalWhoseUserWantsNone() throws Exception {
    assertThat(onTerminal("", Map.of("NO_COLOR", "1")))
        .contains("Not done: ")
        .doesNotContain("\u001b");
  }

  @Test
  void errorsThatGoToAFileAreNotColouredThoughTheTerminalIsThere() throws Exception {
    Path errors = folder.resolve("errors");
    onTerminal("2>" + errors, Map.of());
    assertThat(errors).content().contains("Not done: ").doesNotContain("\u001b");
  }
}
