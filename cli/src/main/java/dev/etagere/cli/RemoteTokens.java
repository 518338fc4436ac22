package dev.etagere.cli;

import dev.etagere.server.callers.Grant;
import dev.etagere.server.callers.TokenStore;
import dev.etagere.server.callers.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tokens of a running server, over its own interface. */
final class RemoteTokens implements TokenStore, AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ControlFile control;
  private final HttpClient client;

  RemoteTokens(ControlFile control) {
    this.control = control;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    control.certificate().map(KnownCertificate::context).ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** Whether the server of the control file still runs. */
  boolean answers() {
    try {
      return send("GET", "", "").statusCode() == 200;
    } catch (IllegalStateException gone) {
      return false;
    }
  }

  @Override
  public Optional<String> create(String name, List<Grant> grants) {
    String wanted =
        JSON.writeValueAsString(
            Map.of("name", name, "allow", grants.stream().map(Grant::toString).toList()));
    HttpResponse<String> reply = send("POST", "", wanted);
    return reply.statusCode() == 201
        ? Optional.of(JSON.readTree(reply.body()).path("token").asString())
        : Optional.empty();
  }

  @Override
  public boolean revoke(String name) {
    return send("DELETE", "/" + name, "").statusCode() == 204;
  }

  @Override
  public List<Tokens.Token> list() {
    return JSON.readTree(send("GET", "", "").body())
        .path("tokens")
        .valueStream()
        .map(RemoteTokens::token)
        .toList();
  }

  private static Tokens.Token token(JsonNode shown) {
    List<Grant> grants =
        shown
            .path("allow")
            .valueStream()
            .map(JsonNode::asString)
            .map(Grant::parse)
            .flatMap(Optional::stream)
            .toList();
    return new Tokens.Token(
        shown.path("name").asString(), grants, shown.path("created").asString());
  }

  private HttpResponse<String> send(String method, String path, String content) {
    HttpRequest request =
        HttpRequest.newBuilder(control.server().resolve("/-/tokens" + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + control.secret())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(content))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new IllegalStateException(
          "the server at " + control.server() + " does not answer", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
