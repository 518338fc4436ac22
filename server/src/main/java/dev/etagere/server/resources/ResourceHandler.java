package dev.etagere.server.resources;

import dev.etagere.conditions.Decision;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.TagList;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Limits;
import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemFilter;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads and writes single resources. */
public final class ResourceHandler implements Handler {

  private static final String ALLOW = "GET, HEAD, PUT, DELETE, OPTIONS";
  private static final String OCTETS = "application/octet-stream";

  private final Store store;
  private final WriteLoop loop;
  private final Uploads uploads;
  private final ConditionProblems problems;
  private final Limits limits;
  private final InstantSource clock;

  public ResourceHandler(
      Store store, WriteLoop loop, ConditionProblems problems, Limits limits, InstantSource clock) {
    this.store = store;
    this.loop = loop;
    this.uploads = new Uploads(store);
    this.problems = problems;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public Response handle(Request request) throws IOException {
    return switch (request.method()) {
      case "GET", "HEAD" -> read(request, path(request));
      case "PUT" -> put(request, path(request));
      case "DELETE" -> delete(request, path(request));
      case "OPTIONS" -> options();
      default -> throw new Refusal(notAllowed());
    };
  }

  private static ResourcePath path(Request request) {
    return PathSyntax.parse(request.target().rawPath());
  }

  private static Problem notAllowed() {
    return Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "A resource answers " + ALLOW + ".")
        .withField("Allow", ALLOW);
  }

  private static Response options() {
    return Response.of(204)
        .with("Allow", ALLOW)
        .with("Accept-Ranges", "bytes")
        .with("Cache-Control", "no-store");
  }

  private Response read(Request request, ResourcePath path) {
    Selected current = store.current(path);
    if (!(current instanceof Selected.Present present)) {
      throw new Refusal(ConditionProblems.notFound(current));
    }
    Preconditions preconditions = preconditions(request);
    Version version = present.current().version();
    return switch (Decision.onRead(preconditions, Validation.of(version))) {
      case Decision.Perform perform -> representation(present.current());
      case Decision.NotModified notModified -> described(version, Response.of(304));
      case Decision.PreconditionFailed failed ->
          throw new Refusal(refusedRead(failed, request, path, preconditions, current));
      case Decision.PreconditionRequired required ->
          throw new IllegalStateException("reads require no condition");
    };
  }

  private Problem refusedRead(
      Decision.PreconditionFailed failed,
      Request request,
      ResourcePath path,
      Preconditions preconditions,
      Selected current) {
    Intent reading =
        new Intent(Intent.Method.PUT, path, preconditions, selected -> new Edit.Edited.Deleted());
    return problems.failed(failed, reading, current, request.caller());
  }

  private Response representation(Stored stored) {
    Response response =
        described(stored.version(), Response.of(200))
            .with("Content-Type", stored.version().mediaType())
            .with("Accept-Ranges", "bytes");
    return response.with(payload(stored.content()));
  }

  private Payload payload(Content content) {
    return switch (content) {
      case Content.Inline inline -> new Payload.Bytes(inline.bytes());
      case Content.Staged staged ->
          new Payload.Streamed(
              staged.length(),
              out -> {
                try (var in = store.open(staged, 0, staged.length())) {
                  in.transferTo(out);
                }
              });
    };
  }

  /** With what 200 and 304 have in common (§15.4.5). */
  private static Response described(Version version, Response response) {
    return Validation.with(version, response)
        .with("Cache-Control", "private, no-cache")
        .with("Link", "</-/versions%s>; rel=\"version-history\"".formatted(version.path().value()));
  }

  private Response put(Request request, ResourcePath path) throws IOException {
    refuseCollection(path);
    String mediaType = request.fields().single("Content-Type").orElse(OCTETS);
    Uploads.refuseDeclaredLength(request, limits.contentBytes());
    Preconditions preconditions = writePreconditions(request);
    Writing writing = new Writing(request.caller(), request.id(), Optional.empty());
    if (request.expectsContinue()) {
      refuseEarly(
          new Intent(Intent.Method.PUT, path, preconditions, current -> new Edit.Edited.Deleted()),
          writing);
    }
    Content content = uploads.receive(request, limits.contentBytes());
    Edit edit = current -> new Edit.Edited.Written(mediaType, content);
    return answer(
        loop.write(List.of(new Intent(Intent.Method.PUT, path, preconditions, edit)), writing),
        request);
  }

  private Response delete(Request request, ResourcePath path) {
    refuseCollection(path);
    Intent intent =
        new Intent(
            Intent.Method.DELETE,
            path,
            writePreconditions(request),
            current -> new Edit.Edited.Deleted());
    return answer(
        loop.write(List.of(intent), new Writing(request.caller(), request.id(), Optional.empty())),
        request);
  }

  private void refuseEarly(Intent intent, Writing writing) {
    loop.refusal(intent, writing)
        .ifPresent(problem -> {
          throw new Refusal(problem);
        });
  }

  private static void refuseCollection(ResourcePath path) {
    if (path.value().endsWith("/")) {
      throw new Refusal(
          Problem.of(
                  ProblemKind.METHOD_NOT_ALLOWED,
                  "A path that ends in a slash is a collection. Write its members.")
              .withField("Allow", "GET, HEAD, OPTIONS"));
    }
  }

  private static Response answer(Written written, Request request) {
    return switch (written) {
      case Written.Done done -> done(done.made().getFirst());
      case Written.Refused refused ->
          ProblemFilter.response(refused.failures().getFirst().problem(), request);
      case Written.Replayed replayed ->
          throw new IllegalStateException("nothing was kept to be replayed");
    };
  }

  private static Response done(Written.Made made) {
    Version version = made.stored().version();
    if (version.isDeletion()) {
      return Response.of(204);
    }
    Response response = Validation.with(version, Response.of(made.created() ? 201 : 204));
    return made.created() ? response.with("Location", version.path().value()) : response;
  }

  private Preconditions preconditions(Request request) {
    return Preconditions.of(request.fields()::lines, clock.instant());
  }

  /** The preconditions of a write, which is never performed where one of them cannot be read. */
  private Preconditions writePreconditions(Request request) {
    Preconditions preconditions = preconditions(request);
    preconditions.ifMatch().ifPresent(parsed -> refuseMalformed("If-Match", parsed));
    preconditions.ifNoneMatch().ifPresent(parsed -> refuseMalformed("If-None-Match", parsed));
    return preconditions;
  }

  private static void refuseMalformed(String field, Parsed<TagList> parsed) {
    if (parsed instanceof Parsed.Malformed<TagList> malformed) {
      throw new Refusal(
          Problem.of(
                  ProblemKind.MALFORMED_PRECONDITION,
                  "%s is malformed at character %d: %s."
                      .formatted(field, malformed.position() + 1, malformed.why()))
              .with("field", field)
              .with("position", malformed.position()));
    }
  }
}
