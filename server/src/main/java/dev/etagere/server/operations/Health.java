package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Store;
import java.util.Map;

/** {@code /-/health/live}: the process answers. {@code /-/health/ready}: the store does, too. */
public final class Health implements Handler {

  private final Store store;

  public Health(Store store) {
    this.store = store;
  }

  @Override
  public Response handle(Request request) {
    return switch (request.target().rawPath()) {
      case "/-/health/live" -> up(Map.of("status", "live"));
      case "/-/health/ready" -> up(Map.of("status", "ready", "sequence", store.newestSequence()));
      default ->
          throw new Refusal(
              Problem.of(ProblemKind.NOT_FOUND, "There are /-/health/live and /-/health/ready."));
    };
  }

  private static Response up(Map<String, ?> state) {
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with("application/json", Json.bytes(state));
  }
}
