package dev.etagere.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.InMemoryStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("etagere bench")
class BenchCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... arguments) {
    String[] all = new String[arguments.length + 9];
    String[] small = {
      "bench", "--seconds", "1", "--rounds", "1", "--resources", "8", "--connections", "4"
    };
    System.arraycopy(small, 0, all, 0, small.length);
    System.arraycopy(arguments, 0, all, small.length, arguments.length);
    return Main.newCommandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  @Test
  @DisplayName("measures Etagere, and finds every increment")
  void etagere() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (InMemoryStore store = new InMemoryStore();
        EtagereServer server = EtagereServer.start(ServerOptions.on(address), store)) {
      assertThat(bench(server.uri() + "bench/")).as(err.toString()).isEqualTo(ExitCode.DONE);
    }

    assertThat(out.toString().lines().map(line -> line.split("\\|", 3)[1].strip()))
        .containsExactly("workload", "---", "get", "not-modified", "put", "hot", "mixed");
    assertThat(out.toString().lines().filter(line -> line.startsWith("| hot")).findFirst())
        .hasValueSatisfying(line -> assertThat(line).endsWith("| 0 | 0 |"));
  }

  /** Checks nothing before it writes: whoever reads the same version wins as well. */
  @Test
  @DisplayName("fails where acknowledged increments are lost")
  void careless() throws IOException {
    AtomicLong version = new AtomicLong();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("ETag", "\"" + version.incrementAndGet() + "\"");
          byte[] never = "{\"counter\": 1}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, never.length);
          exchange.getResponseBody().write(never);
          exchange.close();
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      assertThat(bench(base, "--workloads", "hot", "--json")).isEqualTo(ExitCode.FAILED);
    } finally {
      server.stop(0);
    }
    assertThat(out.toString()).doesNotContain("\"lost_increments\":0");
  }

  @Test
  @DisplayName("says what it cannot measure")
  void wrongUsage() {
    assertThat(bench("http://127.0.0.1:1/no-slash")).isEqualTo(ExitCode.USAGE);
    assertThat(bench("--workloads", "dance")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("ends in a slash", "there is no workload dance");
  }
}
