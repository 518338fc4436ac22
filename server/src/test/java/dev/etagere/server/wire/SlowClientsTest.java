package dev.etagere.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Limits;
import dev.etagere.server.RunningServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("While slowhttptest holds 300 connections, another client's requests are all answered")
class SlowClientsTest {

  private static final String CONNECTIONS = "300";
  private static final String SECONDS = "3";

  /** How long its own probe waits for an answer, in seconds. */
  private static final String PATIENCE = "30";

  /** Room for all of them at once, and patience with each: they are held until the end. */
  private static final Limits LIMITS =
      new Limits(
          16_384, 8_192, 64 << 20, Duration.ofSeconds(30), Duration.ofSeconds(30), 1_000, 400);

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "slow headers, /s/page, -H -x 24",
    "slow content, /s/, -B -x 10 -s 8192",
    "slow reading, /s/page, -X -w 512 -y 1024 -n 1 -z 32 -k 3"
  })
  @Timeout(300)
  void others(String name, String path, String options) throws Exception {
    Path slowhttptest = Installed.program("slowhttptest");
    try (WireServer server = new WireServer(LIMITS)) {
      server.stored("/s/page", "x".repeat(4 << 20));
      String tag = server.stored("/s/other", "0");
      Path output = folder.resolve("output.txt");
      Process attack =
          attack(slowhttptest, server.server().uri() + path.substring(1), options, output);
      int writes = 0;
      try {
        for (; attack.isAlive(); writes++) {
          Reply written = server.server().put("/s/other", "" + writes, "If-Match", tag);
          assertThat(written.status()).as(written.text()).isEqualTo(204);
          tag = written.etag();
          assertThat(server.server().get("/s/other").text()).isEqualTo("" + writes);
        }
      } finally {
        attack.destroyForcibly().waitFor();
      }
      assertThat(writes).isPositive();
      assertHeld(output);
    }
  }

  private static Process attack(Path program, String target, String options, Path output)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(
        List.of(
            "-c",
            CONNECTIONS,
            "-r",
            CONNECTIONS,
            "-i",
            "1",
            "-l",
            SECONDS,
            "-p",
            PATIENCE,
            "-u",
            target));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** The program did what it is for, and found the server there. */
  private static void assertHeld(Path output) throws IOException {
    String text = Files.readString(output).replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "");
    assertThat(text).contains("service available").contains("YES").doesNotContain("NO");
  }
}
