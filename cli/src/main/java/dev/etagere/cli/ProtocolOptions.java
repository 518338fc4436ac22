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

  @Option(
      names = "--accept-weakened-tags",
      description =
          "Takes W/\"tag\" in If-Match for the strong tag that it was made of, for use behind a proxy"
              + " that weakens tags. Such replies carry Etagere-Warning and are counted.")
  private boolean acceptsWeakenedTags;

  Protocol protocol() {
    return Protocol.DEFAULT
        .waitingAtMost(Duration.ofSeconds(waitSeconds))
        .acceptingWeakenedTags(acceptsWeakenedTags);
  }
}
