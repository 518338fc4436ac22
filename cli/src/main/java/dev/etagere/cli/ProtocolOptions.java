package dev.etagere.cli;

import dev.etagere.server.CrossOrigin;
import dev.etagere.server.Protocol;
import dev.etagere.server.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "Speaks TLS with the certificate of this file: PEM, followed by those that vouch for it. A"
              + " changed file is used at once.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The private key of the certificate: PEM, PKCS #8 without a password.")
  private Optional<Path> key = Optional.empty();

  /**
   * @throws IllegalArgumentException if the options do not go together; the message says why
   */
  Protocol protocol() {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("TLS takes both --tls-certificate and --tls-key");
    }
    Protocol plain = inTheClear();
    return certificate.map(file -> plain.secured(new TlsFiles(file, key.get()))).orElse(plain);
  }

  private Protocol inTheClear() {
    return Protocol.DEFAULT
        .waitingAtMost(Duration.ofSeconds(waitSeconds))
        .acceptingWeakenedTags(acceptsWeakenedTags)
        .sharedWith(new CrossOrigin(origins, credentials));
  }
}
