package dev.etagere.server.resources;

import dev.etagere.merge.JsonFault;
import dev.etagere.merge.JsonPatch;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;

/** The problems of JSON texts and of patches. */
public final class JsonFaults {

  private JsonFaults() {}

  /** 400: the text is not acceptable JSON, and where. */
  public static Problem malformed(JsonFault fault) {
    return Problem.of(
            ProblemKind.MALFORMED_CONTENT,
            "The content is not acceptable JSON at line %d, column %d: %s. Correct it and send it again."
                .formatted(fault.line(), fault.column(), fault.why()))
        .with("line", fault.line())
        .with("column", fault.column())
        .with("pointer", fault.pointer().toString());
  }

  /** 400: the document is no JSON Patch. */
  static Problem malformed(JsonPatch.Parsed.Malformed patch) {
    Problem problem =
        Problem.of(
            ProblemKind.MALFORMED_CONTENT,
            "The content is no JSON Patch (RFC 6902): %s.".formatted(patch.why()));
    return patch.index() < 0 ? problem : problem.with("index", patch.index());
  }

  /** 409: an operation of the patch does not apply. */
  public static Problem failed(JsonPatch.Result.Failed failed) {
    return Problem.of(
            ProblemKind.CONFLICT,
            "Operation %d of the patch fails at \"%s\": %s. Nothing was changed; fetch the current version and patch that."
                .formatted(failed.index(), failed.pointer(), failed.why()))
        .reason("patch_failed")
        .with("index", failed.index())
        .with("pointer", failed.pointer().toString());
  }
}
