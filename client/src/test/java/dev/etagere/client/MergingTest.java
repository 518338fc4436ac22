package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.merge.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merging a conflict without a server's help, and with it. */
class MergingTest {
  private static final URI URL = URI.create("http://localhost/x");

  private static Document document(String tag, String mediaType, String text) {
    Fields fields = Fields.NONE.with("ETag", tag).with("Content-Type", mediaType);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return Document.read(new Reply(URL, 200, fields, body, Instant.EPOCH, Instant.EPOCH));
  }

  private static Conflict conflict(String mediaType, String base, String theirs, String mine) {
    return conflict(mediaType, base, theirs, mine, "{}");
  }

  private static Conflict conflict(
      String mediaType, String base, String theirs, String mine, String problem) {
    Fields fields = Fields.NONE.with("Content-Type", "application/problem+json");
    byte[] body = problem.getBytes(StandardCharsets.UTF_8);
    Reply refusal = new Reply(URL, 412, fields, body, Instant.EPOCH, Instant.EPOCH);
    return new Conflict(
        document("\"1\"", mediaType, base).edit(mine),
        document("\"2\"", mediaType, theirs),
        Problem.of(refusal));
  }

  private static Merged json(String base, String theirs, String mine) {
    return conflict("application/json", base, theirs, mine).merge();
  }

  @Test
  void disjointEditsAreADraftOnTheirVersion() {
    Merged merged = json("{\"a\":1,\"b\":1}", "{\"a\":2,\"b\":1}", "{\"a\":1,\"b\":2}");
    assertThat(merged)
        .isInstanceOfSatisfying(
            Merged.Clean.class,
            clean -> {
              assertThat(clean.draft().base().tag()).contains("\"2\"");
              assertThat(clean.draft().content().asText()).isEqualTo("{\"a\":2,\"b\":2}");
            });
  }

  @Test
  void theLayoutOfMineIsKept() {
    Merged merged =
        json("{\"a\":1,\"b\":1}", "{\"a\":2,\"b\":1}", "{\n    \"a\": 1,\n    \"b\": 2\n}\n");
    assertThat(((Merged.Clean) merged).draft().content().asText())
        .isEqualTo("{\n    \"a\": 2,\n    \"b\": 2\n}\n");
  }

  @Test
  void editsOfOnePlaceAreContestedAndTheRestFits() {
    Merged merged =
        json("{\"a\":1,\"b\":1,\"c\":1}", "{\"a\":2,\"b\":2,\"c\":1}", "{\"a\":3,\"b\":1,\"c\":3}");
    assertThat(merged)
        .isInstanceOfSatisfying(
            Merged.Contested.class,
            contested -> {
              assertThat(contested.keepingTheirs().asText()).isEqualTo("{\"a\":2,\"b\":2,\"c\":3}");
              assertThat(contested.keepingMine().asText()).isEqualTo("{\"a\":3,\"b\":2,\"c\":3}");
            });
  }

  @Test
  void textsMergeByLines() {
    Conflict conflict =
        conflict("text/plain", "one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "one\ntwo\nTHREE\n");
    assertThat(((Merged.Clean) conflict.merge()).draft().content().asText())
        .isEqualTo("ONE\ntwo\nTHREE\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "text/csv", "image/png"})
  void otherTypesAreNotMerged(String mediaType) {
    assertThat(conflict(mediaType, "1\n2\n3", "0\n2\n3", "1\n2\n4").merge())
        .isInstanceOf(Merged.Unmergeable.class);
  }

  @Test
  void whatIsNotTheJsonThatItSaysIsNotMerged() {
    assertThat(json("{}", "{\"a\":1}", "{")).isInstanceOf(Merged.Unmergeable.class);
  }

  @Test
  void theServersCleanMergeGoesFirstSinceItKnowsTheRules() {
    String problem =
        "{\"current_etag\":\"\\\"2\\\"\",\"merge\":{\"clean\":true,\"document\":[\"t\",\"m\"]}}";
    Merged merged = conflict("application/json", "[]", "[\"t\"]", "[\"m\"]", problem).merge();
    assertThat(((Merged.Clean) merged).draft().content().asText()).isEqualTo("[\"t\",\"m\"]");
  }

  @Test
  void whatTheServersRulesHoldApartIsNotMergedHere() {
    String problem =
        "{\"current_etag\":\"\\\"2\\\"\",\"merge\":{\"clean\":false,\"document\":{\"a\":2,\"b\":1}}}";
    Conflict conflict =
        conflict(
            "application/json",
            "{\"a\":1,\"b\":1}",
            "{\"a\":2,\"b\":1}",
            "{\"a\":1,\"b\":2}",
            problem);
    assertThat(conflict.merge()).isInstanceOf(Merged.Contested.class);
  }

  @Test
  void theServersMergeWithAnotherVersionIsNotTaken() {
    String problem =
        "{\"current_etag\":\"\\\"9\\\"\",\"merge\":{\"clean\":true,\"document\":[\"t\",\"m\"]}}";
    assertThat(conflict("application/json", "[]", "[\"t\"]", "[\"m\"]", problem).merge())
        .isInstanceOf(Merged.Contested.class);
  }

  @Test
  void aLayoutIsReadOffAText() {
    Json value = ((Json.Parsed.Document) Json.parse("{\"a\":[1,{}],\"b\":\"\\u0007\"}")).root();
    assertThat(JsonLayout.like("{\"x\":1}").write(value))
        .isEqualTo("{\"a\":[1,{}],\"b\":\"\\u0007\"}");
    assertThat(JsonLayout.like("{\"x\": 1}\n").write(value))
        .isEqualTo("{\"a\": [1, {}], \"b\": \"\\u0007\"}\n");
    assertThat(JsonLayout.like("{\n\t\"x\": 1}").write(value))
        .isEqualTo("{\n\t\"a\": [\n\t\t1,\n\t\t{}\n\t],\n\t\"b\": \"\\u0007\"\n}");
  }
}
