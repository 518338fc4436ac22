package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.callers.Standing;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.http.Target;
import dev.etagere.server.operations.Traces;
import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;
import dev.etagere.storage.tck.FaultyStore;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Traces: a span of each request, and of the commit within it")
class TracesTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  private final Spans spans = new Spans();
  private final FaultyStore store = new FaultyStore(new InMemoryStore());
  private final RunningServer server =
      new RunningServer(store, RunningServer.options().tracedBy(spans.telemetry()));

  @AfterEach
  void stop() {
    server.close();
  }

  private static String text(SpanData span, String name) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(name)));
  }

  private static long number(SpanData span, String name) {
    Long value = span.getAttributes().get(AttributeKey.longKey(name));
    return value == null ? -1 : value;
  }

  private static Request get(String path) {
    return new Request(
        "GET",
        new Target(path, ""),
        "http://etagere",
        name -> List.of(),
        InputStream.nullInputStream(),
        OptionalLong.empty(),
        false,
        "id",
        Caller.ANYONE,
        Standing.LASTING);
  }

  /** All spans, that of a commit ahead of its request's. */
  private List<SpanData> ended() {
    return spans.ended();
  }

  @Test
  @DisplayName("carries on the caller's trace, and the commit's span is within the request's")
  void parentage() {
    Reply reply =
        server.put("/notes/1?q=hidden", "a", "traceparent", "00-" + TRACE + "-" + PARENT + "-01");

    assertThat(ended()).extracting(SpanData::getName).containsExactly("commit", "PUT");
    SpanData commit = ended().getFirst();
    SpanData request = ended().getLast();
    assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(request.getTraceId()).isEqualTo(TRACE);
    assertThat(request.getParentSpanId()).isEqualTo(PARENT);
    assertThat(commit.getTraceId()).isEqualTo(TRACE);
    assertThat(commit.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(text(request, "http.request.method")).isEqualTo("PUT");
    assertThat(number(request, "http.response.status_code")).isEqualTo(201);
    assertThat(text(request, "url.path")).isEqualTo("/notes/1");
    assertThat(text(request, "url.scheme")).isEqualTo("http");
    assertThat(text(request, "etagere.request_id")).isEqualTo(reply.field("Request-Id"));
    assertThat(text(commit, "etagere.outcome")).isEqualTo("committed");
    assertThat(number(commit, "etagere.writes")).isOne();
    assertThat(spans.told()).noneMatch(told -> told.contains("hidden"));
  }

  @Test
  @DisplayName("of a refused write says why, and is no error of the server's")
  void refused() {
    String old = server.put("/notes/1", "a").etag();
    server.put("/notes/1", "b", "If-Match", old);
    int before = ended().size();

    server.put("/notes/1", "c", "If-Match", old);

    assertThat(ended()).hasSize(before + 1); // nothing was committed
    SpanData request = ended().getLast();
    assertThat(number(request, "http.response.status_code")).isEqualTo(412);
    assertThat(text(request, "etagere.error")).isEqualTo("precondition_failed");
    assertThat(text(request, "etagere.reason")).isEqualTo("stale");
    assertThat(request.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(request.getParentSpanContext().isValid()).isFalse();
  }

  @Test
  @DisplayName("of a request that the store fails is an error, by its type and without its message")
  void failed() {
    server.put("/notes/1", "a");
    store.failAt(1, FaultyStore.Fault.FAILS);

    assertThat(server.get("/notes/1").status()).isEqualTo(503);

    SpanData request = ended().getLast();
    assertThat(request.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(request.getStatus().getDescription()).isEmpty();
    assertThat(text(request, "error.type")).isEqualTo("503");
    assertThat(request.getEvents()).isEmpty();
  }

  @Test
  @DisplayName("is named by the method, whatever else is sent for one")
  void methods() {
    server.send("BREW", "/pot");

    assertThat(ended().getLast().getName()).isEqualTo("HTTP");
    assertThat(text(ended().getLast(), "http.request.method")).isEqualTo("_OTHER");
  }

  @Test
  @DisplayName(
      "that an instrumentation of the engine has begun is described, and no second is made")
  void begun() throws Exception {
    Traces traces = Traces.to(spans.telemetry()).orElseThrow();
    Span engine = spans.telemetry().getTracer("engine").spanBuilder("engine").startSpan();
    try (Scope _ = engine.makeCurrent()) {
      traces.of(request -> Response.of(200)).handle(get("/notes/1"));
    }
    engine.end();

    assertThat(ended()).hasSize(1);
    assertThat(number(ended().getFirst(), "http.response.status_code")).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "is not made where nobody takes it: then the handlers and the store are as they were")
  void nobody() {
    assertThat(Traces.to(OpenTelemetry.noop())).isEmpty();
    assertThat(Traces.to(GlobalOpenTelemetry.get())).isEmpty();
  }

  @Test
  @DisplayName("is no reason for a store to do less: everything is passed on")
  void passedOn() {
    Class<?> traced = Traces.to(spans.telemetry()).orElseThrow().of((Store) store).getClass();
    List<String> own = Arrays.stream(traced.getDeclaredMethods()).map(Method::getName).toList();

    assertThat(own)
        .containsAll(Arrays.stream(Store.class.getMethods()).map(Method::getName).toList());
  }
}
