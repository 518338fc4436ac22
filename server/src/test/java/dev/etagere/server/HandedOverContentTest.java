package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.etagere.server.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The handed-over tables of JSON texts, patches and merges, over a socket")
class HandedOverContentTest {

  /** Numbers come and go as they are spelled. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

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
  Stream<DynamicTest> jsonTexts() throws Exception {
    return cases("json-text").map(c -> named(c, "id", () -> jsonText(c)));
  }

  private static void jsonText(JsonNode example) {
    byte[] text = Base64.getDecoder().decode(example.path("base64").asString());
    Reply reply = server.send("PUT", newPath(), text, "Content-Type", "application/json");
    // The suite leaves duplicate names to the reader; the contract (§6) refuses them.
    boolean hasDuplicates = example.path("id").asString().contains("y_object_duplicated_key");
    switch (hasDuplicates ? "reject" : example.path("verdict").asString()) {
      case "accept" -> assertThat(reply.status()).isEqualTo(201);
      case "reject" -> assertThat(reply.status()).isBetween(400, 499);
      default -> assertThat(reply.status()).isLessThan(500);
    }
  }

  @TestFactory
  Stream<DynamicTest> jsonPatches() throws Exception {
    return cases("json-patch")
        .filter(c -> c.has("doc"))
        .map(c -> named(c, "id", () -> patched(c, "application/json-patch+json")));
  }

  @TestFactory
  Stream<DynamicTest> mergePatches() throws Exception {
    return cases("merge-patch")
        .map(c -> named(c, "id", () -> patched(c, "application/merge-patch+json")));
  }

  private static void patched(JsonNode example, String type) {
    String path = newPath();
    String tag = put(path, example.path("doc"), "application/json").etag();
    Reply reply =
        server.send(
            "PATCH", path, bytes(example.path("patch")), "Content-Type", type, "If-Match", tag);
    if (example.has("expected")) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(204);
      assertThat(JSON.readTree(server.get(path).bytes())).isEqualTo(example.path("expected"));
    } else {
      assertThat(reply.status()).isIn(400, 409);
      assertThat(server.get(path).etag()).isEqualTo(tag);
    }
  }

  @TestFactory
  Stream<DynamicTest> jsonMerges() throws Exception {
    return cases("merge-json")
        .filter(c -> c.has("base") && c.has("theirs") && c.has("mine") && !c.has("options"))
        .map(c -> named(c, "name", () -> merged(c, "application/json")));
  }

  @TestFactory
  Stream<DynamicTest> textMerges() throws Exception {
    return cases("merge-text").map(c -> named(c, "name", () -> merged(c, "text/plain")));
  }

  private static void merged(JsonNode example, String type) {
    String path = newPath();
    String base = put(path, example.path("base"), type).etag();
    put(path, example.path("theirs"), type, "If-Match", base);
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("base", base);
    wanted.put("document", example.path("mine"));
    JsonNode report =
        JSON.readTree(
            server.send("POST", "/-/merge" + path, JSON.writeValueAsBytes(wanted)).bytes());
    JsonNode expected = example.path("expected");
    if (expected.has("conflicts")) {
      assertThat(report.path("clean").asBoolean()).isFalse();
      int conflicts =
          expected.path("conflicts").isArray()
              ? expected.path("conflicts").size()
              : expected.path("conflicts").asInt();
      assertThat(report.path("conflicts").size()).isEqualTo(conflicts);
    } else {
      assertThat(report.path("clean").asBoolean()).as(report.toString()).isTrue();
      assertThat(report.path("document")).isEqualTo(expected.path("result"));
    }
  }

  private static Reply put(String path, JsonNode document, String type, String... fields) {
    byte[] content =
        type.startsWith("text/")
            ? document.asString().getBytes(StandardCharsets.UTF_8)
            : bytes(document);
    String[] all =
        Stream.concat(Stream.of("Content-Type", type), Stream.of(fields)).toArray(String[]::new);
    return server.send("PUT", path, content, all);
  }

  private static byte[] bytes(JsonNode document) {
    return JSON.writeValueAsBytes(document);
  }

  private static String newPath() {
    return "/cases/" + COUNT.incrementAndGet();
  }

  private static DynamicTest named(JsonNode example, String name, Runnable check) {
    return DynamicTest.dynamicTest(example.path(name).asString(), check::run);
  }

  private static Stream<JsonNode> cases(String table) throws Exception {
    Path file = folder().resolve(table + ".json");
    if (!Files.exists(file)) {
      String sentence = "skipped: the tables of cases are not there (" + file + ")";
      List<JsonNode> none = System.getenv("CI") == null ? abort(sentence) : fail(sentence);
      return none.stream();
    }
    return JSON.readTree(Files.readAllBytes(file)).path("cases").valueStream();
  }

  private static Path folder() {
    String given = System.getProperty("etagere.cases");
    return given != null ? Path.of(given) : root().resolveSibling("shared").resolve("cases");
  }

  private static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve(".git")) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
