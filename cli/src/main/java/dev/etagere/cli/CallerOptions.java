package dev.etagere.cli;

import dev.etagere.server.callers.Authenticator;
import dev.etagere.server.callers.OpenIdProvider;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Who is known beside those with a token of the server, as options of a command. */
final class CallerOptions {

  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description =
          "Takes JSON Web Tokens of this OpenID Connect issuer; from then on credentials are asked"
              + " for. Default: none.")
  private Optional<URI> issuer = Optional.empty();

  @Option(
      names = "--oidc-audience",
      paramLabel = "NAME",
      defaultValue = "etagere",
      description = "What the claim aud of such a token has to contain. Default: ${DEFAULT-VALUE}.")
  private String audience = "";

  @Option(
      names = "--oidc-algorithms",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "RS256,ES256",
      description = "What such a token may be signed with. Default: ${DEFAULT-VALUE}.")
  private Set<String> algorithms = Set.of();

  @Option(
      names = "--oidc-grants-claim",
      paramLabel = "NAME",
      defaultValue = "scope",
      description =
          "The claim with the grants, such as read:/notes/ and write:/notes/."
              + " Default: ${DEFAULT-VALUE}.")
  private String grantsClaim = "";

  /**
   * @throws IllegalArgumentException if what is trusted could not be; the message says why
   */
  Optional<Authenticator> authenticator() {
    return issuer.map(trusted ->
        new OpenIdProvider(
            new OpenIdProvider.Trust(trusted, audience, algorithms, grantsClaim),
            InstantSource.system()));
  }
}
