package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import java.nio.charset.StandardCharsets;

/** {@code /-/metrics}, in the text format of Prometheus. */
public final class MetricsHandler implements Handler {

  private final Metrics metrics;

  public MetricsHandler(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public Response handle(Request request) {
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with(
            "text/plain; version=0.0.4; charset=utf-8",
            metrics.text().getBytes(StandardCharsets.UTF_8));
  }
}
