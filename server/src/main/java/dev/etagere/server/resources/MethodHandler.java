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

  private final Map<String, Handler> methods = new LinkedHashMap<>();

  /** A table that answers OPTIONS. */
  public MethodHandler() {
    methods.put("OPTIONS", this::options);
  }

  /** A table for what is only read: GET and HEAD. */
  public static MethodHandler reading(Handler handler) {
    return new MethodHandler().on("GET", handler).on("HEAD", handler);
  }

  /** Adds a method, or replaces who answers it. */
  public MethodHandler on(String method, Handler handler) {
    methods.put(method, handler);
    return this;
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
    Response response =
        Response.of(204)
            .with("Allow", allow())
            .with("Accept-Ranges", "bytes")
            .with("Cache-Control", "no-store");
    return methods.containsKey("PATCH")
        ? response.with("Accept-Patch", Patching.ACCEPTED)
        : response;
  }
}
