package dev.etagere.server.merging;

import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.TagList;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonObject;
import dev.etagere.merge.JsonString;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.resources.ConditionProblems;
import dev.etagere.server.resources.Contents;
import dev.etagere.server.resources.Extent;
import dev.etagere.server.resources.JsonFaults;
import dev.etagere.server.resources.MediaType;
import dev.etagere.server.resources.NamedVersions;
import dev.etagere.server.resources.PathSyntax;
import dev.etagere.server.resources.Proposal;
import dev.etagere.server.resources.Tags;
import dev.etagere.server.resources.Uploads;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /-/merge/<path>}: merges a document on demand, and stores nothing. */
public final class MergeHandler implements Handler {

  private static final String PREFIX = "/-/merge";

  private final Store store;
  private final Merger merger;
  private final Contents contents;

  public MergeHandler(Store store, Merger merger, Contents contents) {
    this.store = store;
    this.merger = merger;
    this.contents = contents;
  }

  @Override
  public Response handle(Request request) throws IOException {
    ResourcePath path = PathSyntax.parse(request.target().rawPath().substring(PREFIX.length()));
    try (MemoryBudget.Share share = contents.open()) {
      return merged(path, wanted(request, share), share);
    }
  }

  private Response merged(ResourcePath path, JsonObject wanted, MemoryBudget.Share share) {
    EntityTag base = base(wanted);
    Json document = wanted.get("document").orElseThrow(() -> new Refusal(malformed()));
    return switch (store.current(path)) {
      case Selected.Present(Stored current) ->
          response(merging(current, base, document, share), current);
      case Selected.Absent absent -> throw new Refusal(ConditionProblems.notFound(absent));
      case Selected.Deleted deleted -> throw new Refusal(ConditionProblems.notFound(deleted));
    };
  }

  private static JsonObject wanted(Request request, MemoryBudget.Share share) throws IOException {
    byte[] body = Uploads.read(request, Merger.LONGEST, share);
    share.take(Extent.ofValues(body));
    return switch (Json.parse(body)) {
      case Json.Parsed.Malformed(var fault) -> throw new Refusal(JsonFaults.malformed(fault));
      case Json.Parsed.Document(JsonObject object) -> object;
      case Json.Parsed.Document other -> throw new Refusal(malformed());
    };
  }

  private static EntityTag base(JsonObject wanted) {
    if (wanted.get("base").orElseThrow(() -> new Refusal(malformed())) instanceof JsonString tag
        && TagList.parse(List.of(tag.value())) instanceof Parsed.Valid<TagList>(TagList list)
        && list instanceof TagList.OneOf oneOf
        && oneOf.tags().size() == 1) {
      return oneOf.tags().getFirst();
    }
    throw new Refusal(malformed());
  }

  private static Problem malformed() {
    return Problem.of(
        ProblemKind.MALFORMED_CONTENT,
        "Send {\"base\": the entity tag that you started from, quotes and all, \"document\": your document}; a text as a string.");
  }

  private Merging.Done merging(
      Stored current, EntityTag base, Json document, MemoryBudget.Share share) {
    Stored from =
        new NamedVersions(store)
            .find(current.version().path(), base)
            .filter(stored -> !stored.version().isDeletion())
            .orElseThrow(() -> new Refusal(Reconciling.baseUnknown(base)));
    return switch (merger.merge(from, current, replacement(current, document), share)) {
      case Merging.Done done -> done;
      case Merging.NoRoom(Problem problem) -> throw new Refusal(problem);
      case Merging.Omitted omitted ->
          throw new Refusal(Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, omitted.why()));
      case Merging.PatchFailed failed ->
          throw new IllegalStateException("a document is no patch: " + failed);
    };
  }

  private static Response response(Merging.Done done, Stored current) {
    Map<String, Object> report = new LinkedHashMap<>(done.report());
    report.put("current_etag", Tags.of(current.version()).toString());
    report.put("current_version", current.version().number());
    return Response.of(200)
        .with("Cache-Control", "no-store")
        .with("application/json", dev.etagere.server.http.Json.bytes(report));
  }

  private static Proposal replacement(Stored current, Json document) {
    String mediaType = current.version().mediaType();
    boolean isText = !MediaType.isJson(mediaType) && document instanceof JsonString;
    byte[] bytes =
        isText
            ? ((JsonString) document).value().getBytes(StandardCharsets.UTF_8)
            : document.bytes();
    return new Proposal.Replacement(mediaType, Content.of(bytes));
  }
}
