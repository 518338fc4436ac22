package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.ResourcePath;
import java.nio.charset.StandardCharsets;

/**
 * {@code /-/metrics}, in the text format of Prometheus, for who may read everything: some of them
 * name resources and callers.
 */
public final class MetricsHandler implements Handler {

  private final Metrics metrics;

  public MetricsHandler(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public Response handle(Request request) {
    if (!request.caller().mayRead(new ResourcePath("/"))) {
      throw new Refusal(
          Problem.of(
              ProblemKind.FORBIDDEN,
              "Metrics name resources and callers: use a token with read:/ for them."));
    }
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with(
            "text/plain; version=0.0.4; charset=utf-8",
            metrics.text().getBytes(StandardCharsets.UTF_8));
  }
}
