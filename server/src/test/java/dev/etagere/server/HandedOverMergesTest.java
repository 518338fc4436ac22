package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

@DisplayName("The handed-over tables of merges, over a socket")
@Tag(Stores.EVERY)
class HandedOverMergesTest {

  /** Numbers are equal by value. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> jsonMerges() {
    return Cases.each("merge-json", "name", HandedOverMergesTest::json);
  }

  @TestFactory
  Stream<DynamicTest> textMerges() {
    return Cases.each("merge-text", "name", HandedOverMergesTest::text);
  }

  private static void json(JsonNode example) {
    if (!isThere(example, "base")) {
      createdTwice(example);
    } else if (!isThere(example, "theirs")) {
      deleted(example);
    } else if (example.path("expected").has("reject")) {
      Reply reply = put(newCollection(example) + "r", "application/json", side(example, "mine"));
      assertThat(reply.status()).isEqualTo(400);
    } else {
      merged(example, "application/json");
    }
  }

  private static boolean isThere(JsonNode example, String side) {
    return example.has(side) || example.has(side + "Text");
  }

  /**
   * A resource that both create has no base: who comes second gets no merge, and changes nothing.
   */
  private static void createdTwice(JsonNode example) {
    String path = newCollection(example) + "r";
    String tag = put(path, "application/json", side(example, "theirs")).etag();

    Reply second =
        put(
            path,
            "application/json",
            side(example, "mine"),
            "If-None-Match",
            "*",
            "Prefer",
            "merge");

    assertThat(second.status()).isEqualTo(412);
    assertThat(second.json().has("merge")).isFalse();
    assertThat(server.get(path).etag()).isEqualTo(tag);
  }

  /** Nothing is brought back by a merge. */
  private static void deleted(JsonNode example) {
    String path = newCollection(example) + "r";
    String base = put(path, "application/json", side(example, "base")).etag();
    server.send("DELETE", path, "If-Match", base);

    Reply second =
        put(path, "application/json", side(example, "mine"), "If-Match", base, "Prefer", "merge");

    assertThat(second.status()).isEqualTo(412);
    assertThat(second.problem("reason")).isEqualTo("deleted");
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  private static void text(JsonNode example) {
    merged(example, "text/plain");
  }

  /** The report beside a 412, and the merge in one round trip. */
  private static void merged(JsonNode example, String type) {
    String path = newCollection(example) + "r";
    String base = put(path, type, side(example, "base")).etag();
    String theirs = put(path, type, side(example, "theirs"), "If-Match", base).etag();

    Reply refused = mine(path, type, example, "If-Match", base, "Prefer", "merge");
    assertThat(refused.status()).isEqualTo(412);
    assertThat(server.get(path).etag()).isEqualTo(theirs);
    assertReport(refused, example.path("expected"));

    Reply round = mine(path, type, example, "If-Match", "*", "Merge-Base", base);
    if (example.path("expected").has("conflicts")) {
      assertThat(round.status()).isEqualTo(409);
      assertThat(round.problem("reason")).isEqualTo("merge_conflict");
      assertReport(round, example.path("expected"));
      assertThat(server.get(path).etag()).isEqualTo(theirs);
    } else {
      assertThat(round.status()).as(round.text()).isEqualTo(200);
      assertResult(server.get(path), example.path("expected"), type);
    }
  }

  private static void assertReport(Reply reply, JsonNode expected) {
    JsonNode report = Cases.JSON.readTree(reply.bytes()).path("merge");
    assertThat(report.path("clean").asBoolean()).isEqualTo(!expected.has("conflicts"));
    if (expected.path("conflicts").isInt()) {
      assertThat(report.path("conflicts").size()).isEqualTo(expected.path("conflicts").asInt());
    } else {
      assertThat(places(report)).containsExactlyInAnyOrderElementsOf(places(expected));
    }
    if (expected.has("result")) {
      assertSame(report.path("document"), expected.path("result"));
    }
  }

  private static List<String> places(JsonNode report) {
    return report
        .path("conflicts")
        .valueStream()
        .map(conflict -> conflict.path("kind").asString() + " " + conflict.path("path").asString())
        .toList();
  }

  private static void assertResult(Reply stored, JsonNode expected, String type) {
    if (expected.has("resultText")) {
      assertThat(stored.text()).isEqualTo(expected.path("resultText").asString());
    } else if (type.startsWith("text/")) {
      assertThat(stored.text()).isEqualTo(expected.path("result").asString());
    } else {
      assertSame(Cases.JSON.readTree(stored.bytes()), expected.path("result"));
    }
  }

  private static void assertSame(JsonNode actual, JsonNode expected) {
    assertThat(expected.equals(BY_VALUE, actual)).as("%s, not %s", expected, actual).isTrue();
  }

  private static Reply mine(String path, String type, JsonNode example, String... fields) {
    if (example.has("minePatch")) {
      return send("PATCH", path, "application/json-patch+json", side(example, "minePatch"), fields);
    }
    if (example.has("mineMergePatch")) {
      byte[] patch = side(example, "mineMergePatch");
      return send("PATCH", path, "application/merge-patch+json", patch, fields);
    }
    return put(path, type, side(example, "mine"), fields);
  }

  private static Reply put(String path, String type, byte[] content, String... fields) {
    return send("PUT", path, type, content, fields);
  }

  private static Reply send(
      String method, String path, String type, byte[] content, String... fields) {
    String[] all =
        Stream.concat(Stream.of("Content-Type", type), Stream.of(fields)).toArray(String[]::new);
    return server.send(method, path, content, all);
  }

  /** A side as it is sent: a text as it stands, a document as JSON. */
  private static byte[] side(JsonNode example, String name) {
    JsonNode value = example.path(name);
    String spelled = isOfTexts(example) ? value.asString() : Cases.JSON.writeValueAsString(value);
    return example.path(name + "Text").asString(spelled).getBytes(StandardCharsets.UTF_8);
  }

  /** The table of texts tells what other tools make of each. */
  private static boolean isOfTexts(JsonNode example) {
    return example.has("git");
  }

  /** A collection of its own, under the rules of the case. */
  private static String newCollection(JsonNode example) {
    String collection = "/merges/" + COUNT.incrementAndGet() + "/";
    if (example.has("options")) {
      String options =
          Cases.JSON.writeValueAsString(example.path("options")).replace("mergeAdds", "merge_adds");
      Reply reply =
          server.put(
              "/-/rules" + collection,
              "{\"merge\": " + options + "}",
              "Content-Type",
              "application/json");
      assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }
    return collection;
  }
}
