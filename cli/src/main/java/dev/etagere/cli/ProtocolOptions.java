package dev.etagere.cli;

import dev.etagere.server.Protocol;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a server speaks HTTP, as options of a command. */
final class ProtocolOptions {

  @Option(
      names = "--wait-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "How long a reader may wait for the next version (Prefer: wait=N). Default: ${DEFAULT-VALUE}.")
  private int waitSeconds;

  Protocol protocol() {
    return new Protocol(Duration.ofSeconds(waitSeconds));
  }
}
