package dev.etagere.server.resources;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chooses by method who answers; 405 for all others, and OPTIONS everywhere. */
public final class MethodHandler implements Handler {

  /** Answers OPTIONS with what is true of a path besides its methods. */
  @FunctionalInterface
  public interface Description {
    Response of(Request request);
  }

  private final Map<String, Handler> methods = new LinkedHashMap<>();
  private final Description description;

  /** A table that answers OPTIONS with its methods. */
  public MethodHandler() {
    this(request -> Response.of(204));
  }

  /** A table that answers OPTIONS with its methods and more. */
  public MethodHandler(Description description) {
    this.description = description;
    methods.put("OPTIONS", this::options);
  }

  /** A table for what is read alone. */
  public static MethodHandler reading(Handler handler) {
    return new MethodHandler().onReads(handler);
  }

  /** Adds a method, or replaces who answers it. */
  public MethodHandler on(String method, Handler handler) {
    methods.put(method, handler);
    return this;
  }

  /** Adds GET, and HEAD with it. */
  public MethodHandler onReads(Handler handler) {
    return on("GET", handler).on("HEAD", handler);
  }

  @Override
  public Response handle(Request request) throws IOException {
    Handler handler = methods.get(request.method());
    if (handler == null) {
      throw new Refusal(
          Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "Use one of " + allow() + " here.")
              .withField("Allow", allow()));
    }
    return handler.handle(request);
  }

  private String allow() {
    return String.join(", ", methods.keySet());
  }

  private Response options(Request request) {
    return description.of(request).with("Allow", allow()).with("Cache-Control", "no-store");
  }
}
