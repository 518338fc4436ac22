package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.etagere.server.callers.OpenIdProvider;
import dev.etagere.storage.InMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A JSON Web Token of the configured issuer")
class OpenIdTest {

  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  private final RSAKey first = rsa("first");
  private Issuer issuer;
  private RunningServer server;

  /** What an OpenID provider shows: its configuration, and its keys. */
  private static final class Issuer implements AutoCloseable {

    private final HttpServer http;
    private volatile List<JWK> keys = List.of();
    private volatile String name;

    Issuer() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      name = "http://127.0.0.1:" + http.getAddress().getPort();
      http.createContext("/.well-known/openid-configuration", this::configuration);
      http.createContext("/keys", exchange -> send(exchange, new JWKSet(keys).toString()));
      http.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void configuration(HttpExchange exchange) throws IOException {
      send(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(name, uri()));
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  @BeforeEach
  void start() throws IOException {
    issuer = new Issuer();
    issuer.keys = List.of(first);
    OpenIdProvider.Trust trust =
        new OpenIdProvider.Trust(issuer.uri(), "etagere", Set.of("RS256", "ES256"), "scope");
    InstantSource clock = () -> NOW;
    server =
        new RunningServer(
            new InMemoryStore(), RunningServer.options().with(new OpenIdProvider(trust, clock)));
  }

  @AfterEach
  void stop() {
    server.close();
    issuer.close();
  }

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.uri().toString())
        .audience("etagere")
        .subject("ada")
        .expirationTime(Date.from(NOW.plus(Duration.ofMinutes(5))))
        .claim("scope", "openid read:/notes/ write:/notes/");
  }

  private static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    return signed(key, claims, JWSAlgorithm.RS256, JOSEObjectType.JWT);
  }

  private static String signed(
      RSAKey key, JWTClaimsSet claims, JWSAlgorithm algorithm, JOSEObjectType type)
      throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).type(type).build();
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private RunningServer.Reply create(String path, String token) {
    return server.put(path, "{}", "If-None-Match", "*", "Authorization", "Bearer " + token);
  }

  private void assertRefused(String token) {
    RunningServer.Reply reply = create("/notes/refused", token);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.field("WWW-Authenticate")).contains("invalid_token");
  }

  @Test
  @DisplayName("lets its subject do what its scopes grant, and signs the versions with its name")
  void grants() throws Exception {
    String token = signed(first, claims().build());

    assertThat(create("/notes/1", token).status()).isEqualTo(201);
    assertThat(create("/accounts/1", token).status()).isEqualTo(403);
    RunningServer.Reply history =
        server.get("/-/versions/notes/1", "Authorization", "Bearer " + token);
    assertThat(history.json().findValuesAsString("writer")).contains("oidc:ada");
  }

  @Test
  @DisplayName("may be an access token (RFC 9068), and may be signed with an elliptic curve")
  void accessToken() throws Exception {
    ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
    issuer.keys = List.of(first, curve);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID("curve")
            .type(new JOSEObjectType("at+jwt"))
            .build();
    SignedJWT token = new SignedJWT(header, claims().build());
    token.sign(new ECDSASigner(curve));

    assertThat(create("/notes/1", token.serialize()).status()).isEqualTo(201);
  }

  @Test
  @DisplayName("is asked for, once an issuer is configured")
  void required() {
    assertThat(server.get("/notes/1").status()).isEqualTo(401);
  }

  @Test
  @DisplayName(
      "is refused when it is over, not yet valid, of another issuer or for another audience")
  void claimsAreChecked() throws Exception {
    Date past = Date.from(NOW.minus(Duration.ofMinutes(5)));
    Date future = Date.from(NOW.plus(Duration.ofMinutes(3)));
    assertRefused(signed(first, claims().expirationTime(past).build()));
    assertRefused(signed(first, claims().expirationTime(null).build()));
    assertRefused(signed(first, claims().notBeforeTime(future).build()));
    assertRefused(signed(first, claims().issuer("https://issuer.example").build()));
    assertRefused(signed(first, claims().audience("another").build()));
    assertRefused(signed(first, claims().subject(null).build()));
  }

  @Test
  @DisplayName(
      "is refused without signature, with another's key, and signed with the public key as a secret")
  void signatureIsChecked() throws Exception {
    assertRefused(new PlainJWT(claims().build()).serialize());
    assertRefused(signed(rsa("first"), claims().build()));
    SignedJWT confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
    confused.sign(new MACSigner(first.toRSAPublicKey().getEncoded()));
    assertRefused(confused.serialize());
    assertRefused(signed(first, claims().build()) + "x");
    assertRefused("a.b.c");
  }

  @Test
  @DisplayName(
      "is refused when it is signed with an algorithm that is not pinned, or is of another type")
  void algorithmIsPinned() throws Exception {
    assertRefused(signed(first, claims().build(), JWSAlgorithm.RS512, JOSEObjectType.JWT));
    assertRefused(
        signed(first, claims().build(), JWSAlgorithm.RS256, new JOSEObjectType("logout+jwt")));
  }

  @Test
  @DisplayName("is taken at once when the issuer signs with a new key")
  void rotation() throws Exception {
    assertThat(create("/notes/1", signed(first, claims().build())).status()).isEqualTo(201);
    RSAKey second = rsa("second");
    issuer.keys = List.of(second);

    assertThat(create("/notes/2", signed(second, claims().build())).status()).isEqualTo(201);
    assertRefused(signed(first, claims().build()));
  }

  @Test
  @DisplayName("is checked with the keys that are known while the issuer is away")
  void outage() throws Exception {
    assertThat(create("/notes/1", signed(first, claims().build())).status()).isEqualTo(201);
    issuer.close();

    assertThat(create("/notes/2", signed(first, claims().build())).status()).isEqualTo(201);
  }

  @Test
  @DisplayName("cannot be judged while the issuer was never reached: 503, not 401")
  void neverReached() throws Exception {
    issuer.close();

    RunningServer.Reply reply = create("/notes/1", signed(first, claims().build()));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.field("Retry-After")).contains("5");
  }

  @Test
  @DisplayName("is not checked with the keys of an issuer that calls itself otherwise")
  void otherIssuer() throws Exception {
    issuer.name = "https://issuer.example";

    assertThat(create("/notes/1", signed(first, claims().build())).status()).isEqualTo(503);
  }

  @Test
  @DisplayName("is not trusted by a configuration that nobody could trust")
  void untrustworthy() {
    URI secure = URI.create("https://issuer.example");
    assertThatThrownBy(() -> trust(URI.create("http://issuer.example"), "a", "RS256"))
        .hasMessageContaining("https");
    assertThatThrownBy(() -> trust(secure, " ", "RS256")).hasMessageContaining("audience");
    assertThatThrownBy(() -> trust(secure, "a", "HS256")).hasMessageContaining("public key");
    assertThatThrownBy(() -> trust(secure, "a", "none")).hasMessageContaining("public key");
  }

  private static OpenIdProvider.Trust trust(URI issuer, String audience, String algorithm) {
    return new OpenIdProvider.Trust(issuer, audience, Set.of(algorithm), "scope");
  }
}
