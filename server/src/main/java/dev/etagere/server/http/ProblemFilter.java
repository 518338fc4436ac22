package dev.etagere.server.http;

import dev.etagere.storage.StoreException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a problem document of whatever keeps a request from its answer. */
public final class ProblemFilter implements Handler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemFilter.class);

  private final Handler next;

  public ProblemFilter(Handler next) {
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    try {
      return next.handle(request);
    } catch (Refusal refusal) {
      return response(refusal.problem(), request);
    } catch (StoreException trouble) {
      LOG.warn("{} {}: {}", request.id(), trouble.trouble(), trouble.getMessage());
      return response(problem(trouble), request);
    } catch (RuntimeException unforeseen) {
      LOG.error("{} failed", request.id(), unforeseen);
      return response(
          Problem.of(
              ProblemKind.INTERNAL_ERROR,
              "The server failed; the log has the cause under this request_id."),
          request);
    }
  }

  private static Problem problem(StoreException trouble) {
    return switch (trouble.trouble()) {
      case FULL ->
          Problem.of(
                  ProblemKind.INSUFFICIENT_STORAGE,
                  "The store has no room for this write. Reads go on; try again when the operator has made room.")
              .withField("Retry-After", "30");
      case CORRUPT ->
          Problem.of(
              ProblemKind.INTERNAL_ERROR,
              "The stored bytes are damaged and are not served. The operator finds the place with `etagere verify`.");
      case UNAVAILABLE, IN_USE, NEWER_FORMAT, UNUSABLE ->
          Problem.of(
                  ProblemKind.UNAVAILABLE,
                  "The store does not take this now. Nothing was changed; try again shortly.")
              .withField("Retry-After", "1");
    };
  }

  /** The response that carries the problem to the client of the request. */
  public static Response response(Problem problem, Request request) {
    return response(problem, request.origin(), request.target().rawPath(), request.id())
        .refusing(problem, request.caller());
  }

  static Response response(Problem problem, String origin, String instance, String requestId) {
    Response response =
        Response.of(problem.kind().status())
            .with("Cache-Control", "no-store")
            .with(
                "application/problem+json",
                Json.indented(document(problem, origin, instance, requestId)));
    problem.fields().forEach(response::with);
    return response;
  }

  /** The members of the problem document, in order. */
  public static Map<String, Object> document(
      Problem problem, String origin, String instance, String requestId) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", origin + ProblemPages.PREFIX + problem.kind().code());
    document.put("title", problem.kind().title());
    document.put("status", problem.kind().status());
    document.put("detail", problem.detail());
    document.put("instance", instance);
    document.put("error", problem.kind().code());
    document.put("request_id", requestId);
    document.putAll(problem.members());
    return document;
  }
}
