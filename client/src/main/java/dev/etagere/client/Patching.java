package dev.etagere.client;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonPatch;
import dev.etagere.merge.MergePatch;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Applies patches to contents. */
final class Patching {
  private Patching() {}

  static Patch.Patched operations(Content content, String patch) {
    return withJson(content.shared(), target -> operations(content, target, patch));
  }

  static Patch.Patched merge(Content content, String patch) {
    return withJson(
        content.shared(),
        target ->
            withJson(
                patch.getBytes(StandardCharsets.UTF_8),
                changes -> applied(content, new MergePatch(changes).apply(target))));
  }

  private static Patch.Patched operations(Content content, Json target, String patch) {
    return withJson(
        patch.getBytes(StandardCharsets.UTF_8),
        list -> {
          JsonPatch.Parsed parsed = JsonPatch.parse(list);
          return parsed instanceof JsonPatch.Parsed.Valid valid
              ? result(content, valid.patch().apply(target))
              : failed("malformed_patch", ((JsonPatch.Parsed.Malformed) parsed).why());
        });
  }

  private static Patch.Patched result(Content content, JsonPatch.Result result) {
    return result instanceof JsonPatch.Result.Applied applied
        ? applied(content, applied.document())
        : failed("patch_failed", description((JsonPatch.Result.Failed) result));
  }

  private static String description(JsonPatch.Result.Failed failed) {
    return "operation " + failed.index() + " at \"" + failed.pointer() + "\": " + failed.why();
  }

  private static Patch.Patched applied(Content content, Json document) {
    return new Patch.Patched.Applied(Content.of(document.bytes(), content.mediaType()));
  }

  private static Patch.Patched withJson(byte[] text, Function<Json, Patch.Patched> use) {
    Json.Parsed parsed = Json.parse(text);
    return parsed instanceof Json.Parsed.Document document
        ? use.apply(document.root())
        : failed("malformed_json", description(((Json.Parsed.Malformed) parsed)));
  }

  static String description(Json.Parsed.Malformed malformed) {
    var fault = malformed.fault();
    return "line " + fault.line() + ", column " + fault.column() + ": " + fault.why();
  }

  private static Patch.Patched failed(String error, String detail) {
    return new Patch.Patched.Failed(Problem.own(error, "the patch was not sent", detail));
  }
}
