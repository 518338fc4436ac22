package dev.etagere.server.resources;

import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.TagList;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Limits;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemFilter;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Version;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** PUT and DELETE of a resource: reads what the client wants, and lets the loop do it. */
public final class WriteHandler implements Handler {

  private static final String OCTETS = "application/octet-stream";

  private final WriteLoop loop;
  private final Uploads uploads;
  private final Limits limits;
  private final InstantSource clock;
  private final TimeOrderedIds ids;

  public WriteHandler(
      WriteLoop loop, Uploads uploads, Limits limits, InstantSource clock, TimeOrderedIds ids) {
    this.loop = loop;
    this.uploads = uploads;
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Response handle(Request request) throws IOException {
    ResourcePath path = PathSyntax.parse(request.target().rawPath());
    return switch (request.method()) {
      case "PUT" -> put(request, Intent.Method.PUT, path);
      case "POST" -> put(request, Intent.Method.CREATE, member(path));
      default -> delete(request, path);
    };
  }

  /** A new member of a collection, under a name of the server's making. */
  private ResourcePath member(ResourcePath collection) {
    return PathSyntax.parse(collection.value() + ids.next());
  }

  private Response put(Request request, Intent.Method method, ResourcePath path)
      throws IOException {
    String mediaType = request.fields().single("Content-Type").orElse(OCTETS);
    Uploads.refuseDeclaredLength(request, limits.contentBytes());
    Preconditions preconditions = preconditions(request);
    if (request.expectsContinue()) {
      refuseEarly(request, path, preconditions);
    }
    Content content = uploads.receive(request, limits.contentBytes());
    Edit edit = current -> new Edit.Edited.Written(mediaType, content);
    return write(request, new Intent(method, path, preconditions, edit));
  }

  private Response delete(Request request, ResourcePath path) {
    Edit edit = current -> new Edit.Edited.Deleted();
    return write(request, new Intent(Intent.Method.DELETE, path, preconditions(request), edit));
  }

  /**
   * Answers a condition that is false already, so that the client need not send the content
   * (§10.1.1).
   */
  private void refuseEarly(Request request, ResourcePath path, Preconditions preconditions) {
    Edit unasked = current -> new Edit.Edited.Deleted();
    Optional<Problem> refusal =
        loop.refusal(new Intent(Intent.Method.PUT, path, preconditions, unasked), writing(request));
    refusal.ifPresent(problem -> {
      throw new Refusal(problem);
    });
  }

  private Response write(Request request, Intent intent) {
    return switch (loop.write(List.of(intent), writing(request))) {
      case Written.Done done -> done(done.made().getFirst());
      case Written.Refused refused ->
          ProblemFilter.response(refused.failures().getFirst().problem(), request);
      case Written.Replayed replayed ->
          throw new IllegalStateException("nothing was kept to be replayed");
    };
  }

  private static Writing writing(Request request) {
    return new Writing(request.caller(), request.id(), Optional.empty());
  }

  private static Response done(Written.Made made) {
    Version version = made.stored().version();
    if (version.isDeletion()) {
      return Response.of(204);
    }
    Response response = Validation.with(version, Response.of(made.created() ? 201 : 204));
    return made.created() ? response.with("Location", version.path().value()) : response;
  }

  /** The preconditions of a write, which is never performed where one of them cannot be read. */
  private Preconditions preconditions(Request request) {
    Preconditions preconditions = Preconditions.of(request.fields()::lines, clock.instant());
    preconditions.ifMatch().ifPresent(parsed -> refuseMalformed("If-Match", parsed));
    preconditions.ifNoneMatch().ifPresent(parsed -> refuseMalformed("If-None-Match", parsed));
    return preconditions;
  }

  private static void refuseMalformed(String field, Parsed<TagList> parsed) {
    if (parsed instanceof Parsed.Malformed<TagList>(int position, String why)) {
      throw new Refusal(
          Problem.of(
                  ProblemKind.MALFORMED_PRECONDITION,
                  "%s is malformed at character %d: %s.".formatted(field, position + 1, why))
              .with("field", field)
              .with("position", position));
    }
  }
}
