package dev.etagere.server.merging;

import dev.etagere.merge.Conflict;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonArray;
import dev.etagere.merge.JsonPatch;
import dev.etagere.merge.JsonString;
import dev.etagere.merge.MergeOutcome;
import dev.etagere.server.http.Problem;
import dev.etagere.server.resources.Tags;
import dev.etagere.storage.Version;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.util.RawValue;

/** What merging a request with what is current comes to. */
public sealed interface Merging {

  /**
   * The versions were merged.
   *
   * @param base the version that the request started from
   * @param mediaType of the result
   * @param outcome the result, and what collided
   */
  record Done(Version base, String mediaType, MergeOutcome.Merged outcome) implements Merging {

    public boolean isClean() {
      return outcome.clean();
    }

    /** The member {@code merge} of problems: everything about the merge, values included. */
    public Map<String, Object> report() {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("base_etag", Tags.of(base).toString());
      report.put("clean", isClean());
      outcome.document().ifPresent(document -> report.put("document", raw(document)));
      report.put("patch", raw(outcome.patch().toJson()));
      List<Json> conflicts = outcome.conflicts().stream().<Json>map(Conflict::toJson).toList();
      report.put("conflicts", raw(JsonArray.of(conflicts)));
      return report;
    }

    /** Numbers keep the spelling that their writers gave them. */
    private static RawValue raw(Json json) {
      return new RawValue(json.toString());
    }

    /** The merged document as it is stored: a text as it is, JSON in compact form. */
    public byte[] bytes() {
      Json document = outcome.document().orElseThrow();
      boolean isText = !dev.etagere.server.resources.MediaType.isJson(mediaType);
      return isText && document instanceof JsonString text
          ? text.value().getBytes(StandardCharsets.UTF_8)
          : document.bytes();
    }
  }

  /** The request's patch does not apply to the version that it is said to be made for. */
  record PatchFailed(JsonPatch.Result.Failed failure) implements Merging {}

  /** There is not enough memory for it, now or at all. */
  record NoRoom(Problem problem) implements Merging {}

  /**
   * Nothing was merged.
   *
   * @param why a sentence for a person
   */
  record Omitted(String why) implements Merging {}
}
