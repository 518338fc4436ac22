package dev.etagere.server.resources;

import dev.etagere.conditions.Decision;
import dev.etagere.conditions.IfRange;
import dev.etagere.conditions.Preconditions;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

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
      case Selected.Present(Stored current) -> version(request, current);
      case Selected.Absent absent -> throw new Refusal(ConditionProblems.notFound(absent));
      case Selected.Deleted deleted -> throw new Refusal(ConditionProblems.notFound(deleted));
    };
  }

  /** The answer to a read of this very version, under the request's conditions. */
  public Response version(Request request, Stored version) {
    Instant now = clock.instant();
    Preconditions preconditions = Preconditions.of(request.fields()::lines, now);
    Representation selected = Representation.select(version, request);
    Preconditions compared = SentTags.onRead(preconditions, selected.coding());
    return switch (Decision.onRead(compared, selected.validators())) {
      case Decision.Perform perform -> performed(request, selected, now);
      case Decision.NotModified notModified -> selected.describe(Response.of(304));
      case Decision.PreconditionFailed failed ->
          throw new Refusal(problems.failed(failed, preconditions, version, request.caller()));
      case Decision.PreconditionRequired required ->
          throw new IllegalStateException("reads require no condition");
    };
  }

  /** §13.2.2 step 5 and §14.2: Range is for GET, and heeded if If-Range holds. */
  private Response performed(Request request, Representation selected, Instant now) {
    Optional<String> range =
        request.method().equals("GET") ? request.fields().single("Range") : Optional.empty();
    if (range.isEmpty() || !ifRangeHolds(request, selected, now)) {
      return selected.whole(store);
    }
    long length = selected.version().length();
    return switch (ByteRanges.parse(range.get(), length)) {
      case ByteRanges.Ignored ignored -> selected.whole(store);
      case ByteRanges.Unsatisfiable unsatisfiable -> throw PartialContent.unsatisfiable(length);
      case ByteRanges.Satisfiable(List<ByteRanges.Part> parts) -> partial(selected, parts);
    };
  }

  private static boolean ifRangeHolds(Request request, Representation selected, Instant now) {
    List<String> lines = request.fields().lines("If-Range");
    return lines.isEmpty() || IfRange.parse(lines, now).holds(selected.validators().validators());
  }

  private Response partial(Representation selected, List<ByteRanges.Part> parts) {
    Stored stored = selected.stored();
    return new PartialContent(store, stored.version().token())
        .fill(selected.describe(Response.of(206)).with("Accept-Ranges", "bytes"), stored, parts)
        .partOf(selected.identity(store));
  }
}
