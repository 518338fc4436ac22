package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each request, up to its answer (OpenTelemetry's semantic conventions for HTTP
 * servers). Where an instrumentation of the engine has begun one already, that one is described
 * instead.
 */
final class TracedRequests implements Handler {

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("etagere.error");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("etagere.reason");
  static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("etagere.request_id");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "POST", "OPTIONS");

  private static final TextMapGetter<Request> FIELDS = new Fields();

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Handler next;

  /** The header fields by which a trace is carried on. */
  private static final class Fields implements TextMapGetter<Request> {

    /** None: what is wanted is asked for by name. */
    @Override
    public Iterable<String> keys(Request request) {
      return List.of();
    }

    @Override
    public @Nullable String get(@Nullable Request request, String name) {
      List<String> lines = request == null ? List.of() : request.fields().lines(name);
      return lines.isEmpty() ? null : String.join(",", lines);
    }
  }

  TracedRequests(Tracer tracer, TextMapPropagator propagator, Handler next) {
    this.tracer = tracer;
    this.propagator = propagator;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Span begun = Span.current();
    if (begun.getSpanContext().isValid()) {
      return described(begun, request);
    }
    Span span = begin(request);
    try (Scope _ = span.makeCurrent()) {
      return described(span, request);
    } finally {
      span.end();
    }
  }

  private Span begin(Request request) {
    boolean isKnown = METHODS.contains(request.method());
    String origin = request.origin();
    return tracer
        .spanBuilder(isKnown ? request.method() : "HTTP")
        .setParent(propagator.extract(Context.root(), request, FIELDS))
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(METHOD, isKnown ? request.method() : "_OTHER")
        .setAttribute(PATH, request.target().rawPath())
        .setAttribute(SCHEME, origin.substring(0, Math.max(0, origin.indexOf(':'))))
        .startSpan();
  }

  private Response described(Span span, Request request) throws IOException {
    span.setAttribute(REQUEST_ID, request.id());
    try {
      Response response = next.handle(request);
      describe(span, response);
      return response;
    } catch (IOException | RuntimeException | Error failed) {
      fail(span, failed.getClass().getName()); // not its message, which may have what was sent
      throw failed;
    }
  }

  private static void describe(Span span, Response response) {
    span.setAttribute(STATUS, response.status());
    response.refused().map(Response.Refused::problem).ifPresent(problem -> describe(span, problem));
    if (response.status() >= 500) {
      fail(span, String.valueOf(response.status()));
    }
  }

  private static void describe(Span span, Problem problem) {
    span.setAttribute(ERROR, problem.kind().code());
    problem.reason().ifPresent(reason -> span.setAttribute(REASON, reason));
  }

  static void fail(Span span, String type) {
    span.setAttribute(ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR);
  }
}
