package dev.etagere.server.resources;

import dev.etagere.conditions.Preconditions;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.ProblemFilter;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.merging.MergeWishes;
import dev.etagere.server.retries.Retries;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** PUT, POST, PATCH and DELETE: reads what the client wants, and lets the loop do it. */
public final class WriteHandler implements Handler {

  /** Stands for an edit while only its conditions are asked about. */
  private static final Edit UNASKED = current -> new Edit.Edited.Deleted();

  private final WriteLoop loop;
  private final Arrivals arrivals;
  private final Retries retries;
  private final InstantSource clock;
  private final TimeOrderedIds ids;
  private final Acknowledgement acknowledgement;

  public WriteHandler(
      WriteLoop loop, Arrivals arrivals, Retries retries, InstantSource clock, TimeOrderedIds ids) {
    this.loop = loop;
    this.arrivals = arrivals;
    this.retries = retries;
    this.clock = clock;
    this.ids = ids;
    this.acknowledgement = new Acknowledgement(arrivals);
  }

  @Override
  public Response handle(Request request) throws IOException {
    ResourcePath path = PathSyntax.parse(request.target().rawPath());
    try (Retries.Attempt attempt =
        retries.begin(request, busy -> loop.told(busy, path, request.caller()))) {
      return switch (request.method()) {
        case "PUT" -> put(request, Intent.Method.PUT, path, attempt);
        case "PATCH" -> put(request, Intent.Method.PATCH, path, attempt);
        case "POST" -> put(request, Intent.Method.CREATE, member(path), attempt);
        default -> delete(request, path, attempt);
      };
    }
  }

  /** A new member of a collection, under a name of the server's making. */
  private ResourcePath member(ResourcePath collection) {
    return PathSyntax.parse(collection.value() + ids.next());
  }

  private Response put(
      Request request, Intent.Method method, ResourcePath path, Retries.Attempt attempt)
      throws IOException {
    arrivals.refuseByHeader(request);
    Preconditions preconditions = preconditions(request);
    boolean isDecidedByHeader = !attempt.isRetry() && !MergeWishes.needContent(request);
    if (request.expectsContinue() && isDecidedByHeader) {
      refuseEarly(request, new Intent(method, path, preconditions, UNASKED), attempt);
    }
    try (Arrivals.Arrived arrived = arrivals.receive(request, preconditions)) {
      Intent intent = new Intent(method, path, preconditions, arrived.edit());
      return write(request, intent, arrived.content(), attempt);
    }
  }

  private Response delete(Request request, ResourcePath path, Retries.Attempt attempt)
      throws IOException {
    Edit edit = current -> new Edit.Edited.Deleted();
    Intent intent = new Intent(Intent.Method.DELETE, path, preconditions(request), edit);
    return write(request, intent, Content.NONE, attempt);
  }

  /**
   * Answers a condition that is false already, so that the client need not send the content
   * (§10.1.1); unless it is false because another server has just performed the same request.
   */
  private void refuseEarly(Request request, Intent intent, Retries.Attempt attempt) {
    Writing writing = new Writing(request.caller(), request.id(), Optional.empty());
    loop.refusal(intent, writing)
        .filter(problem -> !attempt.isRetry())
        .ifPresent(problem -> {
          throw new Refusal(problem);
        });
  }

  private Response write(Request request, Intent intent, Content content, Retries.Attempt attempt)
      throws IOException {
    return switch (attempt.write(content, writing -> loop.write(List.of(intent), writing))) {
      case Written.Done done -> acknowledgement.of(request, intent, done.made().getFirst());
      case Written.Refused refused ->
          ProblemFilter.response(refused.failures().getFirst().problem(), request);
      case Written.Replayed replayed ->
          throw new IllegalStateException("an attempt replays by itself");
    };
  }

  /** The preconditions of a write, which is never performed where one of them cannot be read. */
  private Preconditions preconditions(Request request) {
    Preconditions preconditions = Preconditions.of(request.fields()::lines, clock.instant());
    WellFormed.check(preconditions);
    return preconditions;
  }
}
