package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A 409 on a resource carries the validators of its current version, as a 412 does")
class ConflictsOfContentTest {

  private final RunningServer server = new RunningServer();
  private String tag = "";

  @BeforeEach
  void create() {
    server.put("/-/rules/c/", "{\"unique\":[\"/name\"]}", "Content-Type", "application/json");
    json("/c/other", "{\"name\":\"taken\"}");
    tag = json("/c/a", "{\"name\":\"mine\"}").etag();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply json(String path, String content, String... fields) {
    String[] all = java.util.Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "Content-Type";
    all[fields.length + 1] = "application/json";
    return server.put(path, content, all);
  }

  private void assertTells(Reply refused, String reason) {
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem("reason")).isEqualTo(reason);
    assertThat(refused.etag()).isEqualTo(server.get("/c/a").etag());
    assertThat(refused.problem("current_etag")).isEqualTo(refused.etag());
    assertThat(refused.json().path("current_version").asInt()).isPositive();
    assertThat(refused.field("Last-Modified")).isNotEmpty();
  }

  @Test
  @DisplayName("unique: another resource has the value")
  void unique() {
    assertTells(json("/c/a", "{\"name\":\"taken\"}", "If-Match", tag), "unique");
  }

  @Test
  @DisplayName("unique, on creation: there is no version to tell")
  void uniqueOnCreation() {
    Reply refused = json("/c/new", "{\"name\":\"taken\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.etag()).isEmpty();
    assertThat(refused.text()).doesNotContain("current_");
  }

  @Test
  @DisplayName("patch_failed: a test of the patch does not hold")
  void patchFailed() {
    byte[] patch =
        "[{\"op\":\"test\",\"path\":\"/name\",\"value\":\"yours\"}]"
            .getBytes(StandardCharsets.UTF_8);
    assertTells(
        server.send(
            "PATCH", "/c/a", patch, "Content-Type", "application/json-patch+json", "If-Match", tag),
        "patch_failed");
  }

  @Test
  @DisplayName("merge_conflict, base_unknown: the edit cannot be merged")
  void merging() {
    json("/c/a", "{\"name\":\"theirs\"}", "If-Match", tag);

    assertTells(
        json("/c/a", "{\"name\":\"yours\"}", "If-Match", "*", "Merge-Base", tag), "merge_conflict");
    assertTells(
        json("/c/a", "{\"name\":\"yours\"}", "If-Match", "*", "Merge-Base", "\"1.0\""),
        "base_unknown");
  }
}
