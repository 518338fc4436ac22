package dev.etagere.server.rules;

import dev.etagere.server.http.Json;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.resources.MediaType;
import dev.etagere.server.resources.PathSyntax;
import java.util.List;

/**
 * What OPTIONS tells of a path besides its methods: what it takes, under the rules that are in
 * force there, and these rules. It tells nothing of what stands there.
 */
public final class ResourceOptions {

  private final Rulebook rulebook;

  public ResourceOptions(Rulebook rulebook) {
    this.rulebook = rulebook;
  }

  /** Of a resource: Accept-Ranges, and Accept-Patch where JSON may stand. */
  public Response resource(Request request) {
    Rules rules = inForce(request);
    Response response = described(rules).with("Accept-Ranges", "bytes");
    List<String> types = rules.limits().mediaTypes();
    return types.isEmpty() || types.stream().anyMatch(ResourceOptions::takesJson)
        ? response.with("Accept-Patch", MediaType.PATCHES)
        : response;
  }

  /** Of a collection: Accept-Post (Linked Data Platform, §7.1). */
  public Response collection(Request request) {
    Rules rules = inForce(request);
    List<String> types = rules.limits().mediaTypes();
    return described(rules).with("Accept-Post", types.isEmpty() ? "*/*" : String.join(", ", types));
  }

  private Rules inForce(Request request) {
    return rulebook.at(PathSyntax.parse(request.target().rawPath())).rules();
  }

  private static Response described(Rules rules) {
    return Response.of(200).with("application/json", Json.bytes(RulesPage.inForce(rules)));
  }

  private static boolean takesJson(String type) {
    return MediaType.isJson(type) || type.equals("application/*");
  }
}
