package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of the Javadoc, run. */
class ExamplesTest {
  private static Json json(String text) {
    return ((Json.Parsed.Document) Json.parse(text)).root();
  }

  private static Optional<Json> side(String text) {
    return Optional.of(json(text));
  }

  @Test
  void reading() {
    byte[] body = "{\"title\": \"Milk\", \"title\": 2}".getBytes(StandardCharsets.UTF_8);
    String answer;
    // @start region="parse"
    Json.Parsed parsed = Json.parse(body);
    if (parsed instanceof Json.Parsed.Malformed malformed) {
      JsonFault fault = malformed.fault();
      answer = "line " + fault.line() + ", column " + fault.column() + ": " + fault.why();
    } else {
      answer = ((Json.Parsed.Document) parsed).root().toString();
    }
    // @end
    assertThat(answer).contains("line 1").contains("twice");
  }

  @Test
  void building() {
    // @start region="build"
    JsonObject note =
        JsonObject.of(
            Map.of(
                "lines",
                JsonArray.of(
                    List.of(
                        new JsonString("Milk"),
                        JsonNumber.of(2),
                        JsonBoolean.TRUE,
                        JsonNull.NULL))));
    // @end
    assertThat(note).hasToString("{\"lines\":[\"Milk\",2,true,null]}");
  }

  @Test
  void merging() {
    Optional<Json> base = side("{\"title\": \"Plan\", \"done\": false}");
    Optional<Json> current = side("{\"title\": \"The plan\", \"done\": false}");
    Optional<Json> yours = side("{\"title\": \"Plan\", \"done\": true}");
    String told = "";
    // @start region="merge"
    MergeOutcome outcome = ThreeWayMerge.json(base, current, yours, MergeOptions.NONE);
    if (outcome instanceof MergeOutcome.Merged merged && merged.clean()) {
      told = merged.document().map(Json::toString).orElse("both deleted it");
    } else if (outcome instanceof MergeOutcome.Merged contested) {
      for (Conflict conflict : contested.conflicts()) {
        told += conflict.path() + ": " + conflict.reason() + "\n";
      }
    }
    // @end
    assertThat(told).isEqualTo("{\"title\":\"The plan\",\"done\":true}");
  }

  @Test
  void options() {
    Optional<Json> base = side("{\"tags\": [\"a\"]}");
    Optional<Json> current = side("{\"tags\": [\"a\", \"b\"]}");
    Optional<Json> yours = side("{\"tags\": [\"a\", \"c\"]}");
    // @start region="options"
    ArrayRule set = new ArrayRule(ArrayRule.Mode.SET, List.of(), true);
    MergeOptions options =
        new MergeOptions(
            Map.of(JsonPointer.ROOT.child("tags"), set),
            List.of(),
            List.of("text/x-todo"),
            new MergeLimits(1L << 20, 1L << 20));
    MergeOutcome outcome = ThreeWayMerge.json(base, current, yours, options);
    // @end
    assertThat(outcome)
        .isInstanceOfSatisfying(
            MergeOutcome.Merged.class,
            merged ->
                assertThat(merged.document()).contains(json("{\"tags\": [\"a\", \"b\", \"c\"]}")));
  }

  @Test
  void patching() {
    Json document = json("{\"title\": \"Plan\"}");
    Json list = json("[{\"op\": \"replace\", \"path\": \"/title\", \"value\": \"Milk\"}]");
    Json changed = document;
    // @start region="patch"
    if (JsonPatch.parse(list) instanceof JsonPatch.Parsed.Valid valid
        && valid.patch().apply(document) instanceof JsonPatch.Result.Applied applied) {
      changed = applied.document();
    }
    Json merged = new MergePatch(json("{\"done\": true}")).apply(changed);
    // @end
    assertThat(merged).isEqualTo(json("{\"title\": \"Milk\", \"done\": true}"));
  }

  @Test
  void comparing() {
    Json from = json("{\"title\": \"Plan\"}");
    Json to = json("{\"title\": \"Milk\"}");
    // @start region="diff"
    JsonPatch patch = Diff.patch(from, to);
    for (PatchOperation operation : patch.operations()) {
      Optional<Json> before = operation.path().in(from);
      assertThat(before).contains(new JsonString("Plan"));
    }
    // @end
    assertThat(patch.apply(from)).isEqualTo(new JsonPatch.Result.Applied(to));
  }

  @Test
  void texts() {
    byte[] base = "bread\nmilk\n".getBytes(StandardCharsets.UTF_8);
    byte[] current = "bread, brown\nmilk\n".getBytes(StandardCharsets.UTF_8);
    byte[] yours = "bread\nmilk\ntea\n".getBytes(StandardCharsets.UTF_8);
    // @start region="text"
    MergeOutcome outcome =
        ThreeWayMerge.text(
            TextContent.of(base),
            TextContent.of(current),
            TextContent.of(yours),
            MergeOptions.NONE);
    // @end
    assertThat(outcome)
        .isInstanceOfSatisfying(
            MergeOutcome.Merged.class,
            merged ->
                assertThat(merged.document())
                    .contains(new JsonString("bread, brown\nmilk\ntea\n")));
  }
}
