package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.storage.Store;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Optional;

/**
 * Spans of requests and of the commits within them, through OpenTelemetry's API. They name methods,
 * paths, statuses and codes; never a query, a header field, a tag or content.
 */
public final class Traces {

  private static final String SCOPE = "dev.etagere.server";

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  private Traces(Tracer tracer, TextMapPropagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  /** Nothing where nobody takes the spans: then nothing is made for them either. */
  public static Optional<Traces> to(OpenTelemetry telemetry) {
    Tracer tracer = telemetry.getTracer(SCOPE);
    return tracer.equals(TracerProvider.noop().get(SCOPE))
        ? Optional.empty()
        : Optional.of(new Traces(tracer, telemetry.getPropagators().getTextMapPropagator()));
  }

  /** The handler, with a span of each request. */
  public Handler of(Handler handler) {
    return new TracedRequests(tracer, propagator, handler);
  }

  /** The store, with a span of each commit. */
  public Store of(Store store) {
    return new TracedStore(tracer, store);
  }
}
