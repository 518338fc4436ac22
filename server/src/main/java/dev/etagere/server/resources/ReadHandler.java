package dev.etagere.server.resources;

import dev.etagere.conditions.Decision;
import dev.etagere.conditions.Preconditions;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.time.InstantSource;

/** GET and HEAD of a resource. */
public final class ReadHandler implements Handler {

  private final Store store;
  private final ConditionProblems problems;
  private final InstantSource clock;

  public ReadHandler(Store store, ConditionProblems problems, InstantSource clock) {
    this.store = store;
    this.problems = problems;
    this.clock = clock;
  }

  @Override
  public Response handle(Request request) {
    ResourcePath path = PathSyntax.parse(request.target().rawPath());
    return switch (store.current(path)) {
      case Selected.Present present -> selected(request, present);
      case Selected.Absent absent -> throw new Refusal(ConditionProblems.notFound(absent));
      case Selected.Deleted deleted -> throw new Refusal(ConditionProblems.notFound(deleted));
    };
  }

  private Response selected(Request request, Selected.Present present) {
    Version version = present.current().version();
    Preconditions preconditions = Preconditions.of(request.fields()::lines, clock.instant());
    return switch (Decision.onRead(preconditions, Validation.of(version))) {
      case Decision.Perform perform -> representation(present.current());
      case Decision.NotModified notModified -> described(version, Response.of(304));
      case Decision.PreconditionFailed failed ->
          throw new Refusal(
              problems.failed(failed, preconditions, present, version.path(), request.caller()));
      case Decision.PreconditionRequired required ->
          throw new IllegalStateException("reads require no condition");
    };
  }

  private Response representation(Stored stored) {
    return described(stored.version(), Response.of(200))
        .with("Content-Type", stored.version().mediaType())
        .with("Accept-Ranges", "bytes")
        .with(payload(stored.content()));
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
}
