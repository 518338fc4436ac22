package dev.etagere.server.operations;

import dev.etagere.server.http.Handler;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.http.Router;
import dev.etagere.server.resources.PathSyntax;
import java.io.IOException;
import java.util.Set;

/** Watches what is answered: counts it, and notes the writes that were refused. */
public final class Observation implements Handler {

  private static final Set<String> WRITES = Set.of("PUT", "PATCH", "DELETE", "POST");

  private final Metrics metrics;
  private final ConflictLog log;
  private final Handler next;

  public Observation(Metrics metrics, ConflictLog log, Handler next) {
    this.metrics = metrics;
    this.log = log;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    long start = System.nanoTime();
    Response response = next.handle(request);
    metrics.answered(request.method(), response.status(), System.nanoTime() - start);
    if (WRITES.contains(request.method())) {
      metrics.written(response.refused().map(Response.Refused::problem));
      response.refused().ifPresent(refused -> note(request, refused));
    }
    return response;
  }

  private void note(Request request, Response.Refused refused) {
    ProblemKind kind = refused.problem().kind();
    boolean ofResource = !request.target().rawPath().startsWith(Router.SPACE);
    if (ofResource && kind.status() < 500) {
      PathSyntax.known(request.target().rawPath())
          .ifPresent(path -> {
            log.refused(request.by(refused.caller()), path, refused.problem());
            if (kind == ProblemKind.PRECONDITION_FAILED) {
              metrics.contended(path);
            }
          });
    }
  }
}
