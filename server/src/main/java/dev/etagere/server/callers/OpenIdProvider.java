package dev.etagere.server.callers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows callers by JSON Web Tokens (RFC 7519, RFC 9068) of one issuer, whose keys are found by
 * OpenID Connect Discovery 1.0. A token is good if a key of the issuer signed it with one of the
 * algorithms named here, if it names this server's audience, and within its time. Keys are kept for
 * five minutes, asked for again when a token names one that is not known (at most twice in 30
 * seconds), and kept for longer while the issuer cannot be reached.
 */
public final class OpenIdProvider implements Authenticator {

  private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
  private static final Duration OUTAGE = Duration.ofHours(4);

  /** An ID token, an access token, and one that does not say. */
  private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
      new DefaultJOSEObjectTypeVerifier<>(
          Stream.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null)
              .collect(Collectors.toSet()));

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Discovery discovery;
  private final String grantsClaim;

  /**
   * Whose tokens are taken.
   *
   * @param issuer the claim {@code iss}, exactly; keys are found below it
   * @param audience that the claim {@code aud} has to contain
   * @param algorithms that a token may be signed with: of RS256, RS384, RS512, PS256, PS384, PS512,
   *     ES256, ES384, ES512, EdDSA; a secret shared with the issuer (HS256, …) is none of them
   * @param grantsClaim what holds the grants: a list of strings, or one string with spaces between
   *     them, as {@code scope} is (RFC 8693 §4.2); what is no grant is passed over
   */
  public record Trust(URI issuer, String audience, Set<String> algorithms, String grantsClaim) {

    private static final Set<JWSAlgorithm> SIGNATURES =
        Stream.of(JWSAlgorithm.Family.SIGNATURE)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * @throws IllegalArgumentException if the issuer is reached neither by https nor on this
     *     machine, or an algorithm is not one of those above
     */
    public Trust {
      if (!Discovery.isTrustworthy(issuer)) {
        throw new IllegalArgumentException("an issuer is reached by https, not as " + issuer);
      }
      if (audience.isBlank()) {
        throw new IllegalArgumentException(
            "an audience is needed: without one, tokens made for others would be taken");
      }
      algorithms = Set.copyOf(algorithms);
      for (String algorithm : algorithms) {
        if (!SIGNATURES.contains(new JWSAlgorithm(algorithm))) {
          throw new IllegalArgumentException(
              algorithm + " is not an algorithm with a public key, as RS256 and ES256 are");
        }
      }
    }

    private Set<JWSAlgorithm> pinned() {
      return algorithms.stream().map(JWSAlgorithm::new).collect(Collectors.toUnmodifiableSet());
    }
  }

  public OpenIdProvider(Trust trust, InstantSource clock) {
    this.discovery = new Discovery(trust.issuer());
    this.grantsClaim = trust.grantsClaim();
    processor.setJWSTypeVerifier(TYPES);
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            trust.pinned(),
            JWKSourceBuilder.create(discovery)
                .retrying(true)
                .outageTolerant(OUTAGE.toMillis())
                .build()));
    processor.setJWTClaimsSetVerifier(new Claims(trust, clock));
  }

  /** The claims that every token has to have, judged by the server's own clock. */
  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final InstantSource clock;

    Claims(Trust trust, InstantSource clock) {
      super(
          trust.audience(),
          new JWTClaimsSet.Builder().issuer(trust.issuer().toString()).build(),
          Set.of("sub", "exp"));
      this.clock = clock;
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }

  @Override
  public boolean isRequired() {
    return true;
  }

  @Override
  public Optional<Caller> authenticate(String credentials) {
    if (!hasThreeParts(credentials)) {
      return Optional.empty();
    }
    try {
      return Optional.of(caller(processor.process(credentials, null)));
    } catch (KeySourceException noSuchKey) {
      if (noSuchKey instanceof RateLimitReachedException && discovery.hasBeenRead()) {
        return Optional.empty(); // a key that the issuer did not have some seconds ago
      }
      LOG.warn("the keys of the issuer cannot be had: {}", noSuchKey.getMessage());
      throw new Refusal(unreachable());
    } catch (ParseException | BadJOSEException | JOSEException notGood) {
      return Optional.empty();
    }
  }

  private static Problem unreachable() {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "The issuer of the token cannot be reached, so the token cannot be checked. Try again.")
        .withField("Retry-After", "5");
  }

  /** The compact form of a signed token (RFC 7515 §3.1). */
  private static boolean hasThreeParts(String credentials) {
    return credentials.chars().filter(c -> c == '.').count() == 2;
  }

  /** A subject of the issuer is told from a token of the same name by its first characters. */
  private Caller caller(JWTClaimsSet claims) throws ParseException {
    return new GrantedCaller(
        "oidc:" + claims.getSubject(),
        grants(claims).map(Grant::parse).flatMap(Optional::stream).toList());
  }

  private Stream<String> grants(JWTClaimsSet claims) throws ParseException {
    return switch (claims.getClaim(grantsClaim)) {
      case String words -> Stream.of(words.split(" "));
      case List<?> list -> list.stream().map(String::valueOf);
      case null, default -> Stream.empty();
    };
  }
}
