package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Conflicts explain themselves, and merge where the client wants it")
@Tag(Stores.EVERY)
class MergingTest {

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply json(String path, String content, String... fields) {
    return send("PUT", path, content, "application/json", fields);
  }

  private static Reply send(
      String method, String path, String content, String type, String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("Content-Type");
    all.add(type);
    return server.send(
        method, path, content.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
  }

  @Test
  @DisplayName("two tabs: disjoint edits both arrive, by the merge that the 412 carries")
  void twoTabs() {
    String opened = json("/m/tabs", "{\"title\":\"a\",\"done\":false,\"n\":1.0}").etag();
    String first =
        json("/m/tabs", "{\"title\":\"b\",\"done\":false,\"n\":1.0}", "If-Match", opened).etag();

    Reply second =
        json(
            "/m/tabs",
            "{\"title\":\"a\",\"done\":true,\"n\":1.0}",
            "If-Match",
            opened,
            "Prefer",
            "merge");

    assertThat(second.status()).isEqualTo(412);
    assertThat(second.field("Preference-Applied")).isEqualTo("merge");
    assertThat(second.json().path("changed").toString()).isEqualTo("[\"/title\"]");
    JsonNode merge = second.json().path("merge");
    assertThat(merge.path("base_etag").asString()).isEqualTo(opened);
    assertThat(merge.path("clean").asBoolean()).isTrue();
    assertThat(second.text()).contains("{\"title\":\"b\",\"done\":true,\"n\":1.0}");
    assertThat(server.get("/m/tabs").etag()).isEqualTo(first);

    Reply saved =
        json(
            "/m/tabs",
            merge.path("document").toString(),
            "If-Match",
            second.problem("current_etag"));
    assertThat(saved.status()).isEqualTo(204);
    assertThat(server.get("/m/tabs").json().path("title").asString()).isEqualTo("b");
    assertThat(server.get("/m/tabs").json().path("done").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("the same field twice: a conflict with the three values; the draft keeps current's")
  void sameField() {
    String opened = json("/m/same", "{\"title\":\"a\"}").etag();
    json("/m/same", "{\"title\":\"b\"}", "If-Match", opened);

    JsonNode merge =
        json("/m/same", "{\"title\":\"c\"}", "If-Match", opened, "Prefer", "merge")
            .json()
            .path("merge");

    assertThat(merge.path("clean").asBoolean()).isFalse();
    assertThat(merge.path("document").path("title").asString()).isEqualTo("b");
    JsonNode conflict = merge.path("conflicts").path(0);
    assertThat(conflict.path("kind").asString()).isEqualTo("edit-edit");
    assertThat(conflict.path("path").asString()).isEqualTo("/title");
    assertThat(conflict.path("base").asString()).isEqualTo("a");
    assertThat(conflict.path("current").asString()).isEqualTo("b");
    assertThat(conflict.path("yours").asString()).isEqualTo("c");
  }

  @Test
  @DisplayName("without Prefer: merge there is none, and what changed is named without values")
  void unasked() {
    String opened = json("/m/unasked", "{\"secret\":\"violet\"}").etag();
    json("/m/unasked", "{\"secret\":\"orange\"}", "If-Match", opened);

    Reply refused = json("/m/unasked", "{}", "If-Match", opened);

    assertThat(refused.json().has("merge")).isFalse();
    assertThat(refused.json().path("changed").toString()).isEqualTo("[\"/secret\"]");
    assertThat(refused.text()).doesNotContain("violet").doesNotContain("orange");
  }

  @Test
  @DisplayName("Merge-Base with If-Match: *: clean gets 200 with the document and its tag")
  void mergeBase() {
    String opened = json("/m/base", "{\"a\":1,\"b\":1}").etag();
    json("/m/base", "{\"a\":2,\"b\":1}", "If-Match", opened);

    Reply merged = json("/m/base", "{\"a\":1,\"b\":2}", "If-Match", "*", "Merge-Base", opened);

    assertThat(merged.status()).isEqualTo(200);
    assertThat(merged.text()).isEqualTo("{\"a\":2,\"b\":2}");
    assertThat(merged.field("Content-Type")).isEqualTo("application/json");
    assertThat(merged.etag()).startsWith("\"3.").isEqualTo(server.get("/m/base").etag());
  }

  @Test
  @DisplayName("Merge-Base: a conflict gets 409 with the merge, an unknown base 409, and no write")
  void mergeBaseRefused() {
    String opened = json("/m/refused", "{\"a\":1}").etag();
    String current = json("/m/refused", "{\"a\":2}", "If-Match", opened).etag();

    Reply conflict = json("/m/refused", "{\"a\":3}", "If-Match", "*", "Merge-Base", opened);
    Reply unknown =
        json("/m/refused", "{\"a\":3}", "If-Match", "*", "Merge-Base", "\"1.zzzzzzzzzzzzz\"");

    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.problem("reason")).isEqualTo("merge_conflict");
    assertThat(conflict.json().path("merge").path("conflicts").size()).isEqualTo(1);
    assertThat(conflict.etag()).isEqualTo(current);
    assertThat(unknown.status()).isEqualTo(409);
    assertThat(unknown.problem("reason")).isEqualTo("base_unknown");
    assertThat(server.get("/m/refused").etag()).isEqualTo(current);
  }

  @Test
  @DisplayName("a PATCH merges what it makes of its base; its tests must still hold on current")
  void patch() {
    String opened = json("/m/patch", "{\"a\":1,\"b\":1}").etag();
    json("/m/patch", "{\"a\":2,\"b\":1}", "If-Match", opened);
    String type = "application/json-patch+json";

    Reply clean =
        send(
            "PATCH",
            "/m/patch",
            "[{\"op\":\"replace\",\"path\":\"/b\",\"value\":2}]",
            type,
            "If-Match",
            opened,
            "Prefer",
            "merge");
    Reply read =
        send(
            "PATCH",
            "/m/patch",
            "[{\"op\":\"test\",\"path\":\"/a\",\"value\":1},{\"op\":\"replace\",\"path\":\"/b\",\"value\":2}]",
            type,
            "If-Match",
            "*",
            "Merge-Base",
            opened);

    assertThat(clean.json().path("merge").path("document").toString())
        .isEqualTo("{\"a\":2,\"b\":2}");
    assertThat(read.status()).isEqualTo(409);
    assertThat(read.json().path("merge").path("conflicts").path(0).path("kind").asString())
        .isEqualTo("test");
  }

  @Test
  @DisplayName("text merges by lines; other types never merge, and the 412 says so")
  void types() {
    String text = send("PUT", "/m/text", "a\nb\nc\n", "text/plain").etag();
    send("PUT", "/m/text", "A\nb\nc\n", "text/plain", "If-Match", text);
    Reply merged =
        send("PUT", "/m/text", "a\nb\nC\n", "text/plain", "If-Match", "*", "Merge-Base", text);
    String image = send("PUT", "/m/image", "1", "image/png").etag();
    send("PUT", "/m/image", "2", "image/png", "If-Match", image);
    Reply refused = send("PUT", "/m/image", "3", "image/png", "If-Match", image, "Prefer", "merge");

    assertThat(merged.text()).isEqualTo("A\nb\nC\n");
    assertThat(refused.json().has("merge")).isFalse();
    assertThat(refused.problem("merge_omitted")).startsWith("Only JSON and text merge");
  }

  @Test
  @DisplayName("POST /-/merge/ merges on demand and stores nothing")
  void onDemand() {
    String opened = json("/m/demand", "{\"a\":1,\"b\":1}").etag();
    String current = json("/m/demand", "{\"a\":2,\"b\":1}", "If-Match", opened).etag();
    String body =
        "{\"base\":\"%s\",\"document\":{\"a\":1,\"b\":2}}".formatted(opened.replace("\"", "\\\""));

    Reply merged = send("POST", "/-/merge/m/demand", body, "application/json");

    assertThat(merged.status()).isEqualTo(200);
    assertThat(merged.json().path("document").toString()).isEqualTo("{\"a\":2,\"b\":2}");
    assertThat(merged.problem("current_etag")).isEqualTo(current);
    assertThat(server.get("/m/demand").etag()).isEqualTo(current);
  }

  @Test
  @DisplayName("a base that was compacted away: unknown, nothing merged, and that is said")
  void compacted() {
    String opened = json("/m/pruned", "{\"a\":1}").etag();
    json("/m/pruned", "{\"a\":2}", "If-Match", opened);
    server.store().prune(new dev.etagere.storage.ResourcePath("/m/pruned"), 2);

    Reply refused = json("/m/pruned", "{\"a\":3}", "If-Match", opened, "Prefer", "merge");

    assertThat(refused.problem("reason")).isEqualTo("unknown");
    assertThat(refused.json().has("changed")).isFalse();
    assertThat(refused.json().has("merge")).isFalse();
    assertThat(refused.problem("merge_omitted")).contains("not kept");
    assertThat(server.get("/-/versions/m/pruned?number=1").status()).isEqualTo(410);
  }

  @Test
  @Tag(Stores.IN_MEMORY)
  @DisplayName("32 clients add 1,000 elements to one keyed list with Merge-Base: all are there")
  void additions() throws Exception {
    String empty = json("/m/list", "{\"items\":[]}").etag();
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 32; client++) {
        int first = client;
        clients.add(threads.submit(() -> add(first, empty)));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    }

    JsonNode items = server.get("/m/list").json().path("items");
    assertThat(items.size()).isEqualTo(1_000);
    assertThat(items.valueStream().map(item -> item.path("id").asInt()).distinct()).hasSize(1_000);
  }

  /** Each client goes on from the document that its last write gave it, whatever others did. */
  private static void add(int first, String empty) {
    String base = empty;
    String document = "{\"items\":[]}";
    for (int id = first; id < 1_000; id += 32) {
      String item = "{\"id\":%d}".formatted(id);
      String separator = document.endsWith("[]}") ? "" : ",";
      String added = document.substring(0, document.length() - 2) + separator + item + "]}";
      Reply saved = json("/m/list", added, "If-Match", "*", "Merge-Base", base);
      assertThat(saved.status()).as(saved.text()).isEqualTo(200);
      base = saved.etag();
      document = saved.text();
    }
  }
}
