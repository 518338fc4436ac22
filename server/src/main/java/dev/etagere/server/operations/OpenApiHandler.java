package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.rules.RulesPage;
import java.util.function.Predicate;

/**
 * {@code /-/openapi.json}: what runs here, in OpenAPI 3.1, with the rules and schemas of the
 * collections whose rules the caller may read.
 */
public final class OpenApiHandler implements Handler {

  private final RulesPage rules;
  private final Predicate<Request> tellsRules;

  /**
   * @param tellsRules whether whoever sends the request may be told of collections at all
   */
  public OpenApiHandler(RulesPage rules, Predicate<Request> tellsRules) {
    this.rules = rules;
    this.tellsRules = tellsRules;
  }

  @Override
  public Response handle(Request request) {
    OpenApi description = OpenApi.read();
    if (tellsRules.test(request)) {
      rules.each(request.caller(), description::add);
    }
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with("application/json", Json.indented(description.document()));
  }
}
