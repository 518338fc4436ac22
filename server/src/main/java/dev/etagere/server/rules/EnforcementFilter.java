package dev.etagere.server.rules;

import dev.etagere.conditions.Requirement;
import dev.etagere.server.http.FieldLines;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.resources.PathSyntax;
import java.io.IOException;

/**
 * Notes the writes that were performed without the condition that the rules ask for but do not yet
 * enforce: counts them by caller, and where the rules say {@code warn}, tells the client in the
 * field {@code Etagere-Warning}.
 */
public final class EnforcementFilter implements Handler {
  private final Rulebook rulebook;
  private final UnconditionalWrites counts;
  private final Handler next;

  public EnforcementFilter(Rulebook rulebook, UnconditionalWrites counts, Handler next) {
    this.rulebook = rulebook;
    this.counts = counts;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Response response = next.handle(request);
    boolean replaced = response.status() == 200 || response.status() == 204;
    return replaced && !request.isRead() ? noted(request, response) : response;
  }

  private Response noted(Request request, Response response) {
    Rulebook.InForce inForce = rulebook.at(PathSyntax.parse(request.target().rawPath()));
    Rules.Writes writes = inForce.rules().writes();
    if (writes.enforcement() == Enforcement.ENFORCE
        || carries(asked(writes, request.method()), request.fields())) {
      return response;
    }
    counts.count(inForce.prefix(), request.caller().subject());
    return writes.enforcement() == Enforcement.WARN
        ? response.with(
            "Etagere-Warning",
            "\"this write named no version; soon it will be refused with 428: send If-Match\"")
        : response;
  }

  private static Requirement asked(Rules.Writes writes, String method) {
    return switch (method) {
      case "PUT" -> writes.put();
      case "PATCH" -> writes.patch();
      case "DELETE" -> writes.delete();
      default -> Requirement.NONE;
    };
  }

  private static boolean carries(Requirement asked, FieldLines fields) {
    boolean byDate = fields.has("If-Unmodified-Since");
    return switch (asked) {
      case NONE -> true;
      case CONDITION -> fields.has("If-Match") || fields.has("If-None-Match") || byDate;
      case VERSION ->
          fields.has("If-Match")
              ? fields.lines("If-Match").stream().noneMatch(line -> line.strip().equals("*"))
              : byDate;
    };
  }
}
