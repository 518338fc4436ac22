package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The handed-over tables of JSON texts, JSON Patches and merge patches. The two texts whose only
 * oddity is a member named twice, which RFC 8259 §4 lets a reader accept, are refused: Etagere
 * promises that no member is lost.
 */
class HandedOverPatchCasesTest {

  @TestFactory
  Stream<DynamicTest> jsonTextsAreAcceptedOrRefusedAsTheTableSays() {
    return Cases.of("json-text")
        .map(c -> DynamicTest.dynamicTest(Cases.text(c, "id"), () -> text(c)));
  }

  private static void text(JsonObject example) {
    byte[] bytes = Base64.getDecoder().decode(Cases.text(example, "base64"));
    boolean accepted = Json.parse(bytes) instanceof Json.Parsed.Document;
    String verdict = verdict(example);
    if (!verdict.equals("either")) {
      assertThat(accepted).isEqualTo(verdict.equals("accept"));
    }
    assertThat(Json.check(bytes).isEmpty()).as("check agrees with parse").isEqualTo(accepted);
  }

  private static String verdict(JsonObject example) {
    return Cases.text(example, "id").contains("y_object_duplicated_key")
        ? "reject"
        : Cases.text(example, "verdict");
  }

  @TestFactory
  Stream<DynamicTest> jsonPatchesApplyOrFailAsTheTableSays() {
    return Cases.of("json-patch")
        .map(c -> DynamicTest.dynamicTest(Cases.text(c, "id"), () -> jsonPatch(c)));
  }

  private static void jsonPatch(JsonObject example) {
    Json document = example.get("doc").orElseThrow();
    String before = document.toString();
    JsonPatch.Parsed parsed = JsonPatch.parse(example.get("patch").orElseThrow());
    boolean applied =
        parsed instanceof JsonPatch.Parsed.Valid valid
            && valid.patch().apply(document) instanceof JsonPatch.Result.Applied result
            && result.document().equals(example.find("expected"));
    assertThat(applied).as(parsed.toString()).isEqualTo(example.find("error") == null);
    assertThat(document).hasToString(before);
  }

  @TestFactory
  Stream<DynamicTest> mergePatchesApplyAsTheTableSays() {
    return Cases.of("merge-patch")
        .map(c -> DynamicTest.dynamicTest(Cases.text(c, "id"), () -> mergePatch(c)));
  }

  private static void mergePatch(JsonObject example) {
    Json result =
        new MergePatch(example.get("patch").orElseThrow()).apply(example.get("doc").orElseThrow());
    assertThat(result).isEqualTo(example.get("expected").orElseThrow());
  }
}
