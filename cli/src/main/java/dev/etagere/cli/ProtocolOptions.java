package dev.etagere.cli;

import dev.etagere.server.CrossOrigin;
import dev.etagere.server.Protocol;
import java.time.Duration;
import java.util.List;
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

  @Option(
      names = "--cors-origins",
      paramLabel = "ORIGIN",
      split = ",",
      description =
          "The origins whose scripts may use the server from a browser, separated by commas, such as"
              + " https://app.example; or *. Default: none.")
  private List<String> origins = List.of();

  @Option(
      names = "--cors-credentials",
      description =
          "Lets browsers add credentials of their own, such as a proxy's cookies, to requests of these"
              + " origins; not with *.")
  private boolean credentials;

  Protocol protocol() {
    return Protocol.DEFAULT
        .waitingAtMost(Duration.ofSeconds(waitSeconds))
        .acceptingWeakenedTags(acceptsWeakenedTags)
        .sharedWith(new CrossOrigin(origins, credentials));
  }
}
