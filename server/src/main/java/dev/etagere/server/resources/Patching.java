package dev.etagere.server.resources;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonPatch;
import dev.etagere.merge.MergePatch;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Stored;
import java.util.Optional;

/** PATCH of a JSON document (RFC 5789): all operations or none, on what is current. */
final class Patching implements Proposing {

  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String JSON_PATCH = "application/json-patch+json";

  /** The result as characters and as bytes; about as long as what was patched. */
  private static final long RESULT = 3;

  private sealed interface Read {
    record Patch(Proposal proposal) implements Read {}

    record Faulty(Problem problem) implements Read {}
  }

  private final Read read;
  private final Contents contents;

  private Patching(Read read, Contents contents) {
    this.read = read;
    this.contents = contents;
  }

  /** Whether the media type is that of a patch document. */
  static boolean accepts(String mediaType) {
    String essence = MediaType.essence(mediaType);
    return essence.equals(MERGE_PATCH) || essence.equals(JSON_PATCH);
  }

  /**
   * 403 for a JSON Patch by somebody who may not read the resource: what fails in it, and what does
   * not, tells what stands there. A merge patch cannot fail on what is there.
   */
  static Optional<Problem> forbidden(String mediaType, ResourcePath path, Caller caller) {
    return MediaType.essence(mediaType).equals(JSON_PATCH) && !caller.mayRead(path)
        ? Optional.of(
            Problem.of(
                ProblemKind.FORBIDDEN,
                "A JSON Patch tells by what fails in it what the resource holds, which these credentials do not allow to read. Send a merge patch (RFC 7396)."))
        : Optional.empty();
  }

  /** 415, and what is taken instead. */
  static Problem unsupported(String detail) {
    return Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, detail)
        .withField("Accept-Patch", MediaType.PATCHES);
  }

  /** Reads a patch document of a media type that {@link #accepts} takes. */
  static Patching of(String mediaType, byte[] document, Contents contents) {
    Read read =
        switch (Json.parse(document)) {
          case Json.Parsed.Malformed(var fault) -> new Read.Faulty(JsonFaults.malformed(fault));
          case Json.Parsed.Document(Json root) ->
              MediaType.essence(mediaType).equals(JSON_PATCH)
                  ? jsonPatch(root)
                  : new Read.Patch(new Proposal.MergePatched(new MergePatch(root)));
        };
    return new Patching(read, contents);
  }

  private static Read jsonPatch(Json root) {
    return switch (JsonPatch.parse(root)) {
      case JsonPatch.Parsed.Valid(JsonPatch patch) -> new Read.Patch(new Proposal.Patched(patch));
      case JsonPatch.Parsed.Malformed malformed -> new Read.Faulty(JsonFaults.malformed(malformed));
    };
  }

  @Override
  public Edited apply(Selected current) {
    return switch (current) {
      case Selected.Present(Stored stored) when MediaType.isJson(stored.version().mediaType()) ->
          switch (read) {
            case Read.Faulty(Problem problem) -> new Edited.Refused(problem);
            case Read.Patch(Proposal proposal) -> patched(stored, proposal);
          };
      case Selected.Present other ->
          new Edited.Refused(
              unsupported(
                  "The resource is no JSON document, and only those are patched. Replace it with PUT."));
      case Selected.Absent absent -> new Edited.Refused(ConditionProblems.notFound(absent));
      case Selected.Deleted deleted -> new Edited.Refused(ConditionProblems.notFound(deleted));
    };
  }

  private Edited patched(Stored stored, Proposal proposal) {
    try (MemoryBudget.Share share = contents.open()) {
      byte[] text = contents.document(stored.content(), share);
      share.take(RESULT * text.length);
      return patched(stored, text, proposal);
    }
  }

  private Edited patched(Stored stored, byte[] text, Proposal proposal) {
    return switch (Json.parse(text)) {
      case Json.Parsed.Malformed(var fault) ->
          throw new IllegalStateException("JSON was checked when it was stored: " + fault);
      case Json.Parsed.Document(Json document) ->
          switch (proposal) {
            case Proposal.MergePatched(MergePatch patch) -> written(stored, patch.apply(document));
            case Proposal.Patched(JsonPatch patch) ->
                switch (patch.apply(document)) {
                  case JsonPatch.Result.Applied(Json result) -> written(stored, result);
                  case JsonPatch.Result.Failed failed ->
                      new Edited.Refused(JsonFaults.failed(failed));
                };
            case Proposal.Replacement replacement ->
                throw new IllegalStateException("a patch replaces nothing as a whole");
          };
    };
  }

  private Edited written(Stored stored, Json result) {
    return new Edited.Written(stored.version().mediaType(), contents.keep(result.bytes()));
  }

  @Override
  public Proposal proposal() {
    return switch (read) {
      case Read.Patch(Proposal proposal) -> proposal;
      case Read.Faulty faulty -> throw new IllegalStateException("a faulty patch proposes nothing");
    };
  }

  @Override
  public Optional<Problem> fault() {
    return read instanceof Read.Faulty(Problem problem) ? Optional.of(problem) : Optional.empty();
  }
}
