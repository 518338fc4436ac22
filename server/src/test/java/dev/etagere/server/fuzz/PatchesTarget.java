package dev.etagere.server.fuzz;

import static dev.etagere.server.fuzz.Promise.isKept;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonPatch;
import dev.etagere.merge.MergePatch;
import java.nio.charset.StandardCharsets;

/**
 * JSON Patch and merge patch, on a document in the line before: the document stays as it is, and a
 * merge patch is the same twice (RFC 7396).
 */
public final class PatchesTarget {

  private PatchesTarget() {}

  /** What the fuzzer calls, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    if (lines.length == 2
        && Json.parse(lines[0]) instanceof Json.Parsed.Document(Json document)
        && Json.parse(lines[1]) instanceof Json.Parsed.Document(Json patch)) {
      apply(document, patch);
    }
  }

  private static void apply(Json document, Json patch) {
    String before = document.toString();
    if (JsonPatch.parse(patch) instanceof JsonPatch.Parsed.Valid(JsonPatch valid)) {
      isKept(valid.apply(document).equals(valid.apply(document)), patch);
    }
    Json merged = new MergePatch(patch).apply(document);
    isKept(new MergePatch(patch).apply(merged).equals(merged), patch);
    isKept(document.toString().equals(before), document);
  }
}
