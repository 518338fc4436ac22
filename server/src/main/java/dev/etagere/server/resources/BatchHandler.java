package dev.etagere.server.resources;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonArray;
import dev.etagere.merge.JsonBoolean;
import dev.etagere.merge.JsonPointer;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemFilter;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.retries.Retries;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Version;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * {@code POST /-/batch}: writes many resources in one atomic step, or none of them. A batch has at
 * most 200 operations, each on another resource, and at most 16 MiB.
 *
 * <p>With {@code "references": true} operations refer to earlier ones: {@link References}.
 */
public final class BatchHandler implements Handler {
  private static final int MOST_OPERATIONS = 200;
  private static final int MOST_BYTES = 16 << 20;

  /** The operations as values, and what each of them writes. */
  private static final long COPIES = 2;

  private final WriteLoop loop;
  private final Retries retries;
  private final Contents contents;
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  public BatchHandler(
      WriteLoop loop, Retries retries, Contents contents, TimeOrderedIds ids, InstantSource clock) {
    this.loop = loop;
    this.retries = retries;
    this.contents = contents;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Response handle(Request request) throws IOException {
    try (Retries.Attempt attempt = retries.begin(request, busy -> busy);
        MemoryBudget.Share share = contents.open()) {
      byte[] content = Uploads.read(request, MOST_BYTES, share);
      share.take(COPIES * Extent.ofValues(content));
      List<BatchOperation> operations = operations(document(content), request);
      refuseForbidden(operations, request);
      refuseRepeated(operations);
      List<Intent> intents = intents(operations, request);
      return switch (attempt.write(Content.of(content), writing -> loop.write(intents, writing))) {
        case Written.Done done -> done(operations, done.made());
        case Written.Refused refused ->
            ProblemFilter.response(failed(refused.failures(), paths(operations), request), request);
        case Written.Replayed replayed ->
            throw new IllegalStateException("an attempt replays by itself");
      };
    }
  }

  private static Json document(byte[] bytes) {
    return switch (Json.parse(bytes)) {
      case Json.Parsed.Document(Json root) -> root;
      case Json.Parsed.Malformed(var fault) ->
          throw new Refusal(
              Problem.of(ProblemKind.MALFORMED_CONTENT, "The batch is not JSON: " + fault.why())
                  .with("line", fault.line())
                  .with("column", fault.column())
                  .with("pointer", fault.pointer().toString()));
    };
  }

  private List<BatchOperation> operations(Json document, Request request) {
    List<Json> sources =
        member(document, "operations") instanceof JsonArray array ? array.elements() : List.of();
    if (sources.isEmpty() || sources.size() > MOST_OPERATIONS) {
      throw new Refusal(
          Problem.of(
              ProblemKind.BAD_REQUEST,
              "A batch is an object with 1 to %d operations in an array."
                  .formatted(MOST_OPERATIONS)));
    }
    boolean resolves = JsonBoolean.TRUE.equals(member(document, "references"));
    List<BatchOperation> operations = new ArrayList<>();
    for (Json source : sources) {
      try {
        Json resolved = resolves ? References.resolved(source, operations) : source;
        operations.add(BatchOperation.read(operations.size(), resolved, resolves, ids));
      } catch (Refusal unreadable) {
        Written.Failure failure = new Written.Failure(operations.size(), unreadable.problem());
        String path = BatchOperation.path(source);
        throw new Refusal(failed(List.of(failure), index -> path, request));
      }
    }
    return operations;
  }

  /**
   * What the operations ask for.
   *
   * @throws Refusal if one of them asks for what cannot be done; it tells of all that fail
   */
  private List<Intent> intents(List<BatchOperation> operations, Request request) {
    Map<Integer, Intent> intents = new LinkedHashMap<>();
    List<Written.Failure> failures = new ArrayList<>();
    for (BatchOperation operation : operations) {
      try {
        intents.put(operation.index(), operation.intent(clock.instant(), contents));
      } catch (Refusal unreadable) {
        failures.add(new Written.Failure(operation.index(), unreadable.problem()));
      }
    }
    if (!failures.isEmpty()) {
      failures.addAll(refusals(intents, request));
      failures.sort(Comparator.comparingInt(Written.Failure::index));
      throw new Refusal(failed(failures, paths(operations), request));
    }
    return List.copyOf(intents.values());
  }

  private List<Written.Failure> refusals(Map<Integer, Intent> intents, Request request) {
    Writing writing = new Writing(request.caller(), request.id(), Optional.empty());
    List<Written.Failure> refusals = new ArrayList<>();
    intents.forEach((index, intent) ->
        loop.refusal(intent, writing)
            .ifPresent(problem -> refusals.add(new Written.Failure(index, problem))));
    return refusals;
  }

  private static IntFunction<String> paths(List<BatchOperation> operations) {
    return index -> operations.get(index).path().value();
  }

  private static Json member(Json document, String name) {
    return JsonPointer.ROOT.child(name).in(document).orElse(JsonBoolean.FALSE);
  }

  private static void refuseForbidden(List<BatchOperation> operations, Request request) {
    for (BatchOperation operation : operations) {
      operation
          .forbidden(request.caller())
          .ifPresent(problem -> {
            throw new Refusal(problem);
          });
    }
  }

  private static void refuseRepeated(List<BatchOperation> operations) {
    Set<ResourcePath> seen = new HashSet<>();
    for (BatchOperation operation : operations) {
      if (!seen.add(operation.path())) {
        throw BatchOperation.refused(
            operation.index(), "a batch writes each resource once; put both changes into one.");
      }
    }
  }

  /** The first failure, as it would be alone, with all of them by index. */
  private static Problem failed(
      List<Written.Failure> failures, IntFunction<String> paths, Request request) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Written.Failure failure : failures) {
      String path = paths.apply(failure.index());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("index", failure.index());
      document.put("path", path);
      document.put(
          "problem",
          ProblemFilter.document(failure.problem(), request.origin(), path, request.id()));
      documents.add(document);
    }
    Problem first = failures.getFirst().problem();
    return new Problem(first.kind(), first.detail(), first.members(), Map.of())
        .with("index", failures.getFirst().index())
        .with("failures", documents);
  }

  private static Response done(List<BatchOperation> operations, List<Written.Made> made) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (BatchOperation operation : operations) {
      Written.Made done = made.get(operation.index());
      Version version = done.stored().version();
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("index", operation.index());
      result.put("status", done.created() && !version.isDeletion() ? 201 : 204);
      result.put("path", version.path().value());
      result.put("etag", '"' + version.tag() + '"');
      result.put("version", version.number());
      results.add(result);
    }
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with("application/json", dev.etagere.server.http.Json.bytes(Map.of("results", results)));
  }
}
