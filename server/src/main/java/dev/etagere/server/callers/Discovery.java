package dev.etagere.server.callers;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.etagere.server.http.Json;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The keys of an issuer, by way of {@code /.well-known/openid-configuration} (OpenID Connect
 * Discovery 1.0 §4).
 */
final class Discovery implements JWKSetSource<SecurityContext> {

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";
  private static final int MOST_BYTES = 1 << 20;

  private final URI issuer;
  private volatile boolean hasBeenRead;
  private final DefaultResourceRetriever retriever =
      new DefaultResourceRetriever(millis(2), millis(5), MOST_BYTES);

  Discovery(URI issuer) {
    this.issuer = issuer;
  }

  private static int millis(int seconds) {
    return Math.toIntExact(Duration.ofSeconds(seconds).toMillis());
  }

  /** Whether what is read there cannot be changed on its way: by TLS, or on this machine. */
  static boolean isTrustworthy(URI uri) {
    if (uri.getHost() == null) {
      return false;
    }
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme())
            && (uri.getHost().equals("localhost") || uri.getHost().equals("127.0.0.1")));
  }

  /** Whether the issuer has ever given its keys. */
  boolean hasBeenRead() {
    return hasBeenRead;
  }

  @Override
  public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
      throws KeySourceException {
    try {
      JWKSet keys = JWKSet.parse(read(keys()));
      hasBeenRead = true;
      return keys;
    } catch (IOException | ParseException | JacksonException | IllegalArgumentException failed) {
      throw new JWKSetRetrievalException(
          "%s does not give its keys: %s".formatted(issuer, failed.getMessage()), failed);
    }
  }

  /** §4.3: the document has to name the very issuer that was asked. */
  private URI keys() throws IOException {
    JsonNode document =
        Json.mapper()
            .readTree(read(URI.create(issuer.toString().replaceFirst("/$", "") + WELL_KNOWN)));
    String named = document.path("issuer").asString("");
    if (!named.equals(issuer.toString())) {
      throw new IOException("its configuration is that of another issuer, " + named);
    }
    URI keys = URI.create(document.path("jwks_uri").asString(""));
    if (!isTrustworthy(keys)) {
      throw new IOException("its keys would travel in the clear, from " + keys);
    }
    return keys;
  }

  private String read(URI uri) throws IOException {
    return retriever.retrieveResource(uri.toURL()).getContent();
  }

  @Override
  public void close() {
    // nothing is kept open
  }
}
