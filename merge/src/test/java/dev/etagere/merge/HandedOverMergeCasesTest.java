package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.merge.MergeOutcome.Merged;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The handed-over tables of three-way merges. */
class HandedOverMergeCasesTest {

  @TestFactory
  Stream<DynamicTest> jsonMergesAsTheTableSays() {
    return Cases.of("merge-json")
        .map(c -> DynamicTest.dynamicTest(Cases.text(c, "name"), () -> json(c)));
  }

  private static void json(JsonObject example) {
    JsonObject expected = (JsonObject) example.get("expected").orElseThrow();
    if (expected.find("reject") != null) {
      assertThat(Json.parse(Cases.text(example, Cases.text(expected, "reject") + "Text")))
          .isInstanceOf(Json.Parsed.Malformed.class);
      return;
    }
    Merged merged = merged(example);
    if (expected.get("conflicts").orElse(JsonNull.NULL) instanceof JsonArray conflicts) {
      assertThat(conflicts(merged.conflicts()))
          .containsExactlyInAnyOrderElementsOf(
              conflicts.elements().stream().map(Json::toString).toList());
      return;
    }
    assertThat(merged.conflicts()).isEmpty();
    assertThat(merged.document().isEmpty()).isEqualTo(expected.find("absent") != null);
    expected.get("result").ifPresent(result -> assertThat(merged.document()).contains(result));
    expected
        .get("resultText")
        .ifPresent(text ->
            assertThat(merged.document().orElseThrow()).hasToString(((JsonString) text).value()));
    side(example, "theirs").ifPresent(theirs -> assertPatches(theirs, merged));
  }

  private static void assertPatches(Json theirs, Merged merged) {
    if (merged.document().isPresent()) {
      assertThat(merged.patch().apply(theirs))
          .isEqualTo(new JsonPatch.Result.Applied(merged.document().get()));
    }
  }

  private static Merged merged(JsonObject example) {
    MergeOptions options = options(example);
    Optional<Json> base = side(example, "base");
    Optional<Json> theirs = side(example, "theirs");
    MergeOutcome outcome;
    if (example.find("minePatch") != null) {
      JsonPatch.Parsed patch = JsonPatch.parse(example.get("minePatch").orElseThrow());
      outcome =
          ThreeWayMerge.patch(
              base.orElseThrow(), theirs, ((JsonPatch.Parsed.Valid) patch).patch(), options);
    } else if (example.find("mineMergePatch") != null) {
      MergePatch patch = new MergePatch(example.get("mineMergePatch").orElseThrow());
      outcome = ThreeWayMerge.json(base, theirs, base.map(patch::apply), options);
    } else {
      outcome = ThreeWayMerge.json(base, theirs, side(example, "mine"), options);
    }
    return (Merged) outcome;
  }

  private static Optional<Json> side(JsonObject example, String name) {
    return example
        .get(name)
        .or(() -> example.get(name + "Text").map(t -> Cases.json(((JsonString) t).value())));
  }

  private static MergeOptions options(JsonObject example) {
    String rules = example.get("options").orElse(JsonObject.EMPTY).toString();
    MergeOptions.Parsed parsed =
        MergeOptions.parse(Cases.json(rules.replace("\"mergeAdds\"", "\"merge_adds\"")));
    return ((MergeOptions.Parsed.Valid) parsed).options();
  }

  private static List<String> conflicts(List<Conflict> conflicts) {
    return conflicts.stream()
        .map(conflict ->
            new JsonObject.Builder()
                .add("path", new JsonString(conflict.path().toString()))
                .add("kind", new JsonString(conflict.kind().code()))
                .build()
                .toString())
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> textMergesAsTheTableSays() {
    return Cases.of("merge-text")
        .map(c -> DynamicTest.dynamicTest(Cases.text(c, "name"), () -> text(c)));
  }

  private static void text(JsonObject example) {
    Merged merged =
        (Merged)
            ThreeWayMerge.text(
                Optional.of(Cases.text(example, "base")),
                Optional.of(Cases.text(example, "theirs")),
                Optional.of(Cases.text(example, "mine")),
                MergeOptions.NONE);
    JsonObject expected = (JsonObject) example.get("expected").orElseThrow();
    Json conflicts = expected.get("conflicts").orElse(JsonNumber.of(0));
    assertThat(JsonNumber.of(merged.conflicts().size())).isEqualTo(conflicts);
    expected.get("result").ifPresent(result -> assertThat(merged.document()).contains(result));
  }
}
