package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

@DisplayName("The handed-over tables of JSON texts and patches, over a socket")
@Tag(Stores.EVERY)
class HandedOverContentTest {

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
  Stream<DynamicTest> jsonTexts() {
    return Cases.each("json-text", "id", HandedOverContentTest::jsonText);
  }

  private static void jsonText(JsonNode example) {
    byte[] text = Base64.getDecoder().decode(example.path("base64").asString());
    String path = newPath();
    Reply reply = server.send("PUT", path, text, "Content-Type", "application/json");
    // The suite leaves duplicate names to the reader; the contract (§6) refuses them.
    boolean hasDuplicates = example.path("id").asString().contains("y_object_duplicated_key");
    switch (hasDuplicates ? "reject" : example.path("verdict").asString()) {
      case "accept" -> assertThat(reply.status()).isEqualTo(201);
      case "reject" -> assertThat(reply.status()).isBetween(400, 499);
      default -> assertThat(reply.status()).isLessThan(500);
    }
    if (reply.status() == 201) {
      assertThat(server.get(path).bytes()).isEqualTo(text);
    } else {
      assertThat(server.get(path).status()).isEqualTo(404);
    }
  }

  @TestFactory
  Stream<DynamicTest> jsonPatches() {
    return Cases.each("json-patch", "id", c -> patched(c, "application/json-patch+json"));
  }

  @TestFactory
  Stream<DynamicTest> mergePatches() {
    return Cases.each("merge-patch", "id", c -> patched(c, "application/merge-patch+json"));
  }

  private static void patched(JsonNode example, String type) {
    String path = newPath();
    byte[] document = Cases.JSON.writeValueAsBytes(example.path("doc"));
    byte[] patch = Cases.JSON.writeValueAsBytes(example.path("patch"));
    String tag = server.send("PUT", path, document, "Content-Type", "application/json").etag();
    Reply reply = server.send("PATCH", path, patch, "Content-Type", type, "If-Match", tag);
    if (example.has("expected")) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(204);
      assertThat(Cases.JSON.readTree(server.get(path).bytes())).isEqualTo(example.path("expected"));
    } else {
      assertThat(reply.status()).isIn(400, 409);
      assertThat(server.get(path).etag()).isEqualTo(tag);
    }
  }

  private static String newPath() {
    return "/cases/" + COUNT.incrementAndGet();
  }
}
