package dev.etagere.server.callers;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.resources.MethodHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * {@code /-/tokens}: lists and makes tokens; {@code /-/tokens/NAME} is revoked with DELETE. For
 * administrators.
 */
public final class TokenHandler implements Handler {

  private static final String PATH = "/-/tokens";
  private static final int LONGEST = 64 * 1024;

  private final TokenStore tokens;
  private final MethodHandler all;
  private final MethodHandler one;

  public TokenHandler(TokenStore tokens) {
    this.tokens = tokens;
    this.all = MethodHandler.reading(request -> list()).on("POST", this::create);
    this.one = new MethodHandler().on("DELETE", request -> revoke(name(request)));
  }

  private static String name(Request request) {
    return request.target().rawPath().substring(PATH.length()).replaceFirst("^/", "");
  }

  @Override
  public Response handle(Request request) throws IOException {
    if (!request.method().equals("OPTIONS") && !request.caller().mayAdminister()) {
      throw new Refusal(
          Problem.of(
              ProblemKind.FORBIDDEN,
              "Tokens are for administrators: use a token with admin:/, or `etagere token` beside the data."));
    }
    return (name(request).isEmpty() ? all : one).handle(request);
  }

  private Response list() {
    List<Map<String, Object>> listed = tokens.list().stream().map(TokenHandler::shown).toList();
    return json(200, Map.of("tokens", listed));
  }

  private static Map<String, Object> shown(Tokens.Token token) {
    return Map.of(
        "name", token.name(),
        "allow", token.grants().stream().map(Grant::toString).toList(),
        "created", token.created());
  }

  private Response create(Request request) throws IOException {
    JsonNode wanted = document(request);
    String name = wanted.path("name").asString("");
    List<Grant> grants = new ArrayList<>();
    for (JsonNode grant : wanted.path("allow")) {
      grants.add(
          Grant.parse(grant.asString(""))
              .orElseThrow(() -> new Refusal(TokenProblems.malformed())));
    }
    if (!Tokens.isName(name) || grants.isEmpty()) {
      throw new Refusal(TokenProblems.malformed());
    }
    String token =
        tokens.create(name, grants).orElseThrow(() -> new Refusal(TokenProblems.exists(name)));
    return json(201, Map.of("name", name, "token", token));
  }

  private static JsonNode document(Request request) throws IOException {
    try {
      return Json.mapper().readTree(request.content().readNBytes(LONGEST));
    } catch (JacksonException malformed) {
      throw new Refusal(TokenProblems.malformed());
    }
  }

  private Response revoke(String name) {
    if (!Tokens.isName(name) || !tokens.revoke(name)) {
      throw new Refusal(TokenProblems.absent());
    }
    return Response.of(204).with("Cache-Control", "no-store");
  }

  private static Response json(int status, Map<String, ?> document) {
    return Response.of(status)
        .with("Cache-Control", "no-store")
        .with("application/json", Json.bytes(document));
  }
}
