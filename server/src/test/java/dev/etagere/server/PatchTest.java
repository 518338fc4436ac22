package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PATCH, and JSON that is checked before it is stored")
@Tag(Stores.EVERY)
class PatchTest {

  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String JSON_PATCH = "application/json-patch+json";

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String created(String path, String document) {
    return server.put(path, document, "Content-Type", "application/json").etag();
  }

  private static Reply patch(String path, String type, String patch, String tag) {
    return server.send(
        "PATCH",
        path,
        patch.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        type,
        "If-Match",
        tag);
  }

  @Test
  @DisplayName("both kinds of patch are applied to the version that was named; numbers keep digits")
  void applies() {
    String tag = created("/p/a", "{\"a\": 1.0, \"b\": [1]}");

    Reply first = patch("/p/a", MERGE_PATCH, "{\"c\":2.50}", tag);
    Reply second =
        patch("/p/a", JSON_PATCH, "[{\"op\":\"add\",\"path\":\"/b/-\",\"value\":3}]", first.etag());

    assertThat(second.status()).isEqualTo(204);
    assertThat(second.etag()).startsWith("\"3.");
    assertThat(server.get("/p/a").text()).isEqualTo("{\"a\":1.0,\"b\":[1,3],\"c\":2.50}");
    assertThat(patch("/p/a", MERGE_PATCH, "{}", tag).status()).isEqualTo(412);
  }

  @Test
  @DisplayName("a failed test, and a path that is not there: 409 with index and pointer, no write")
  void fails() {
    String tag = created("/p/b", "{\"a\":1}");

    Reply failed =
        patch(
            "/p/b",
            JSON_PATCH,
            "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":9},{\"op\":\"test\",\"path\":\"/a\",\"value\":2}]",
            tag);

    assertThat(failed.status()).isEqualTo(409);
    assertThat(failed.problem("reason")).isEqualTo("patch_failed");
    assertThat(failed.json().path("index").asInt()).isEqualTo(1);
    assertThat(failed.problem("pointer")).isEqualTo("/a");
    assertThat(server.get("/p/b").etag()).isEqualTo(tag);
  }

  @Test
  @DisplayName(
      "malformed patch 400; another patch type and another resource's type 415; absent 404")
  void refuses() {
    String tag = created("/p/c", "{}");
    String text = server.put("/p/text", "x", "Content-Type", "text/plain").etag();

    assertThat(patch("/p/c", JSON_PATCH, "{}", tag).status()).isEqualTo(400);
    assertThat(patch("/p/c", MERGE_PATCH, "{\"a\":", tag).problem("error"))
        .isEqualTo("malformed_content");
    Reply type = patch("/p/c", "application/json", "{}", tag);
    Reply other = patch("/p/text", MERGE_PATCH, "{}", text);
    assertThat(type.status()).isEqualTo(415);
    assertThat(type.field("Accept-Patch")).contains(MERGE_PATCH).contains(JSON_PATCH);
    assertThat(other.status()).isEqualTo(415);
    assertThat(other.field("Accept-Patch")).isEqualTo(type.field("Accept-Patch"));
    assertThat(patch("/p/none", MERGE_PATCH, "{}", "*").status()).isEqualTo(404);
    assertThat(server.send("OPTIONS", "/p/c").field("Accept-Patch")).contains(JSON_PATCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"a\":1,\"a\":2}|/a", "{\"a\":[1,]}|/a/1", "[\"\\ud800\"]|/0"})
  @DisplayName("JSON that is none gets 400 with line, column and pointer, after the preconditions")
  void malformed(String document, String pointer) {
    Reply reply = server.put("/p/bad", document, "Content-Type", "application/json");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.problem("error")).isEqualTo("malformed_content");
    assertThat(reply.json().path("line").asInt()).isEqualTo(1);
    assertThat(reply.json().path("column").asInt()).isPositive();
    assertThat(reply.problem("pointer")).isEqualTo(pointer);
    assertThat(
            server
                .put("/p/bad", document, "Content-Type", "application/json", "If-Match", "*")
                .status())
        .isEqualTo(412);
  }

  @Test
  @DisplayName("the history: newest first, paged, each version's bytes with its links, immutable")
  void history() {
    String one = created("/p/h", "{\"v\":1}");
    String two =
        server.put("/p/h", "{\"v\":2}", "Content-Type", "application/json", "If-Match", one).etag();
    server.send("DELETE", "/p/h", "If-Match", two);

    Reply page = server.get("/-/versions/p/h?limit=2");
    Reply rest = server.get("/-/versions/p/h?limit=2&after=" + page.problem("next"));
    Reply old = server.get("/-/versions/p/h?number=2");

    assertThat(page.json().path("versions").path(0).path("kind").asString()).isEqualTo("deleted");
    assertThat(page.json().path("versions").path(1).path("etag").asString()).isEqualTo(two);
    assertThat(rest.json().path("versions").path(0).path("etag").asString()).isEqualTo(one);
    assertThat(rest.json().has("next")).isFalse();
    assertThat(old.text()).isEqualTo("{\"v\":2}");
    assertThat(old.etag()).isEqualTo(two);
    assertThat(old.field("Cache-Control")).contains("immutable");
    assertThat(old.field("Link"))
        .contains("</p/h>; rel=\"latest-version\"")
        .contains("?number=1>; rel=\"predecessor-version\"")
        .contains("?number=3>; rel=\"successor-version\"");
    assertThat(server.get("/-/versions/p/h?etag=" + one.replace("\"", "%22")).text())
        .isEqualTo("{\"v\":1}");
    assertThat(server.get("/-/versions/p/h?number=9").status()).isEqualTo(404);
    assertThat(server.get("/-/versions/p/never").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("an earlier version heeds conditions and ranges as the current one does")
  void conditionsOnHistory() {
    String one = created("/p/old", "{\"v\":1}");
    String two =
        server
            .put("/p/old", "{\"v\":2}", "Content-Type", "application/json", "If-Match", one)
            .etag();
    String old = "/-/versions/p/old?number=1";

    assertThat(server.get(old, "If-None-Match", one).status()).isEqualTo(304);
    assertThat(server.get(old, "If-None-Match", one).field("Cache-Control")).contains("immutable");
    assertThat(server.get(old, "If-None-Match", two).status()).isEqualTo(200);
    assertThat(server.get(old, "If-Match", one).status()).isEqualTo(200);
    assertThat(server.get(old, "If-Match", two).status()).isEqualTo(412);
    assertThat(server.get(old, "If-Match", two).etag()).isEqualTo(one);
    assertThat(server.get("/p/old", "If-Match", one).json().at("/changed/0").asString())
        .isEqualTo("/v");
    assertThat(server.get(old, "Range", "bytes=1-3").text()).isEqualTo("\"v\"");
  }
}
