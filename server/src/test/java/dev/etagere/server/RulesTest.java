package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Rules as resources")
@Tag(Stores.EVERY)
class RulesTest {

  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply rules(String prefix, String document) {
    Reply current = server.get("/-/rules" + prefix);
    return current.status() == 200
        ? server.put("/-/rules" + prefix, document, "If-Match", current.etag())
        : server.put("/-/rules" + prefix, document, "If-None-Match", "*");
  }

  private Reply put(String path, String content, String... fields) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(fields));
    return server.put(path, content, all.toArray(String[]::new));
  }

  @Test
  @DisplayName("rules have versions, tags and preconditions like any other resource")
  void areResources() {
    Reply created = rules("/notes/", "{\"writes\": {\"put\": \"version\"}}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.etag()).startsWith("\"1.");
    assertThat(server.get("/-/rules/notes/").text()).contains("version");
    assertThat(server.put("/-/rules/notes/", "{}").status()).isEqualTo(428);
    assertThat(server.put("/-/rules/notes/", "{}", "If-Match", "\"1.aaaaaaaaaaaaa\"").status())
        .isEqualTo(412);
    assertThat(rules("/notes/", "{}").etag()).startsWith("\"2.");
  }

  @Test
  @DisplayName("the longest prefix wins, from the next write on")
  void longestPrefixWins() {
    put("/a/x", "{}");
    put("/a/b/x", "{}");
    rules("/a/", "{\"writes\": {\"put\": \"version\"}}");
    rules("/a/b/", "{\"writes\": {\"put\": \"overwrite\"}}");

    assertThat(put("/a/x", "[]", "If-Match", "*").problem("reason")).isEqualTo("wildcard");
    assertThat(put("/a/b/x", "[]").status()).isEqualTo(204);
    assertThat(server.send("DELETE", "/-/rules/a/b/", "If-Match", "*").status()).isEqualTo(204);
    assertThat(put("/a/b/x", "[]").status()).isEqualTo(428);
  }

  @Test
  @DisplayName("a document that is none of rules is 422 with a pointer to each fault")
  void validatesRules() {
    Reply refused =
        rules(
            "/n/",
            "{\"writes\": {\"put\": \"maybe\"}, \"unique\": [\"x\"], \"max_bytes\": 0, \"foo\": 1, \"schema\": {\"type\": 7}}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(
            refused
                .json()
                .path("errors")
                .valueStream()
                .map(each -> each.path("pointer").asString()))
        .containsExactlyInAnyOrder("/writes/put", "/unique/0", "/max_bytes", "/foo", "/schema");
    assertThat(rules("/n/", "no json").status()).isIn(400, 422);
    assertThat(server.get("/-/rules/n/").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("media types are 415 and lengths 413 before the preconditions are looked at")
  void limits() {
    rules("/img/", "{\"media_types\": [\"image/*\", \"text/plain\"], \"max_bytes\": 10}");

    assertThat(put("/img/a", "{}").status()).isEqualTo(415);
    assertThat(server.put("/img/a", "12345678901", "Content-Type", "image/png").status())
        .isEqualTo(413);
    assertThat(server.put("/img/a", "1234567890", "Content-Type", "image/png").status())
        .isEqualTo(201);
    assertThat(put("/img/a", "{}").status()).isEqualTo(415);
  }

  @Test
  @DisplayName("content that does not conform to the schema is 422 with pointers")
  void schema() {
    rules(
        "/p/",
        "{\"schema\": {\"type\": \"object\", \"required\": [\"age\"], \"properties\": {\"age\": {\"type\": \"integer\", \"minimum\": 0}}}}");

    Reply refused = put("/p/a", "{\"age\": -1}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").path(0).path("pointer").asString()).isEqualTo("/age");
    assertThat(put("/p/a", "{\"age\": 5}").status()).isEqualTo(201);
    assertThat(put("/p/a", "{}", "If-Match", "*").status()).isEqualTo(422);
  }

  @Test
  @DisplayName("a pattern that goes back and forth for years is cut off, and the content refused")
  void catastrophicPatterns() {
    rules("/e/", schemaOf("^(.*a){20}$"));
    rules("/x/", schemaOf("^(a+)+\\\\1$"));
    rules("/o/", schemaOf("^(a|b|ab)*c$"));
    String many = "{\"v\": \"" + "a".repeat(60) + "!\"}";
    String lengthy = "{\"v\": \"" + "ab".repeat(50_000) + "\"}";

    for (Reply refused : List.of(put("/e/a", many), put("/x/a", many), put("/o/a", lengthy))) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(refused.json().at("/errors/0/detail").asString()).contains("come to no end");
    }
    assertThat(put("/x/c", "{\"v\": \"aaa\"}").status()).isEqualTo(201);
  }

  private static String schemaOf(String pattern) {
    return "{\"schema\": {\"properties\": {\"v\": {\"pattern\": \"%s\"}}}}".formatted(pattern);
  }

  @Test
  @DisplayName("a pattern that goes one way is never cut off, look-ahead and all")
  void linearPatterns() {
    rules("/l/", "{\"schema\": {\"items\": {\"pattern\": \"^(?=.*[0-9])[a-z0-9]+$\"}}}");
    String word = "\"" + "abcdefghi7".repeat(100) + "\"";
    String words = "[" + String.join(",", java.util.Collections.nCopies(5_000, word)) + "]";

    assertThat(words).hasSizeGreaterThan(5_000_000);
    assertThat(put("/l/a", words).status()).isEqualTo(201);
    assertThat(put("/l/b", words.replaceFirst("7\"", "\\$\"")).status()).isEqualTo(422);
  }

  @Test
  @DisplayName("a schema that refers to itself without end refuses content instead of failing")
  void endlessReferences() {
    assertThat(rules("/r/", "{\"schema\": {\"$ref\": \"#\"}}").status()).isEqualTo(201);

    Reply refused = put("/r/a", "{}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/detail").asString()).contains("come to no end");
  }

  @Test
  @DisplayName("of simultaneous creations with one username one is 201, the others are 409 unique")
  void uniqueUnderRace() throws Exception {
    rules("/users/", "{\"unique\": [\"/username\"]}");
    for (int round = 0; round < 20; round++) {
      String user = "{\"username\": \"u" + round + "\"}";
      List<Callable<Reply>> writes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String path = "/users/" + round + "-" + i;
        writes.add(() -> put(path, user));
      }
      List<Reply> replies = new ArrayList<>();
      try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Reply> reply : pool.invokeAll(writes)) {
          replies.add(reply.get());
        }
      }
      assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(201, 409, 409, 409);
      assertThat(replies)
          .filteredOn(reply -> reply.status() == 409)
          .allSatisfy(reply -> {
            assertThat(reply.problem("reason")).isEqualTo("unique");
            assertThat(reply.problem("field")).isEqualTo("/username");
            assertThat(reply.etag()).isEmpty();
          });
    }
  }

  @Test
  @DisplayName("a deletion frees the value, and a value is unique whatever its spelling")
  void uniqueIsFreed() {
    rules("/n/", "{\"unique\": [\"/v\"]}");
    put("/n/a", "{\"v\": 1.0}");

    assertThat(put("/n/b", "{\"v\": 1}").status()).isEqualTo(409);
    assertThat(put("/n/b", "{\"v\": null}").status()).isEqualTo(201);
    server.send("DELETE", "/n/a", "If-Match", "*");
    assertThat(put("/n/c", "{\"v\": 1}").status()).isEqualTo(201);
    assertThat(put("/n/a", "{\"v\": 10e-1}", "If-None-Match", "*").status()).isEqualTo(409);
    assertThat(put("/n/c", "{\"v\": 2}", "If-Match", "*").status()).isEqualTo(204);
    assertThat(put("/n/a", "{\"v\": 1}", "If-None-Match", "*").status()).isEqualTo(201);
  }

  @Test
  @DisplayName(
      "a change that members break is refused with the first offenders, or accepted for new writes where it says so")
  void existingMembers() {
    put("/m/a", "{\"v\": 1}");
    put("/m/b", "{\"v\": 1}");

    Reply refused = rules("/m/", "{\"unique\": [\"/v\"]}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("offenders").path(0).path("path").asString()).isEqualTo("/m/b");
    assertThat(rules("/m/", "{\"unique\": [\"/v\"], \"existing\": \"keep\"}").status())
        .isEqualTo(201);
    assertThat(put("/m/c", "{\"v\": 1}").status()).isEqualTo(409);

    put("/s/a", "{\"v\": 1}");
    assertThat(rules("/s/", "{\"unique\": [\"/v\"]}").status()).isEqualTo(201);
    assertThat(put("/s/b", "{\"v\": 1}").status()).isEqualTo(409);
    assertThat(rules("/s/", "{\"unique\": []}").status()).isEqualTo(204);
    assertThat(put("/s/b", "{\"v\": 1}").status()).isEqualTo(201);
  }

  @Test
  @DisplayName("warn and observe perform the write, and count it by caller; warn tells the client")
  void enforcement() {
    rules("/w/", "{\"enforcement\": \"warn\"}");
    rules("/o/", "{\"enforcement\": \"observe\"}");
    put("/w/a", "{}");
    put("/o/a", "{}");

    Reply warned = put("/w/a", "[]");
    assertThat(warned.status()).isEqualTo(204);
    assertThat(warned.field("Etagere-Warning")).contains("428");
    assertThat(put("/o/a", "[]").field("Etagere-Warning")).isEmpty();
    put("/o/a", "[]");
    assertThat(put("/w/a", "{}", "If-Match", warned.etag()).field("Etagere-Warning")).isEmpty();
    assertThat(put("/w/a", "{}", "If-Match", warned.etag()).status()).isEqualTo(412);

    JsonNode page = server.get("/-/rules/").json();
    assertThat(unconditional(page, "/w/")).isEqualTo(1);
    assertThat(unconditional(page, "/o/")).isEqualTo(2);
  }

  private static long unconditional(JsonNode page, String prefix) {
    return page.path("rules")
        .valueStream()
        .filter(each -> each.path("prefix").asString().equals(prefix))
        .findFirst()
        .orElseThrow()
        .path("unconditional_writes")
        .path("anonymous")
        .asLong();
  }

  @Test
  @DisplayName("/-/rules/ says what is in force, as JSON and as a page for people")
  void tells() {
    rules("/t/", "{\"writes\": {\"put\": \"overwrite\"}, \"unique\": [\"/<x>\"]}");

    JsonNode page = server.get("/-/rules/").json();
    assertThat(page.path("rules").path(0).path("prefix").asString()).isEqualTo("/t/");
    assertThat(page.at("/rules/0/in_force/writes/put").asString()).isEqualTo("overwrite");
    assertThat(page.at("/defaults/writes/put").asString()).isEqualTo("if-match");
    Reply html = server.get("/-/rules/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(html.field("Content-Type")).startsWith("text/html");
    assertThat(html.text()).contains("<code>/t/</code>", "&lt;x>");
  }

  @Test
  @DisplayName("rules are in force at once for writes in flight: none lands under rules that ended")
  void atomicWithWrites() throws Exception {
    put("/f/x", "{\"n\": 0}");
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        writers.add(
            pool.submit(() -> {
              for (int i = 0; i < 100; i++) {
                put("/f/x", "{\"n\": 1}", "If-Match", "*");
              }
            }));
      }
      Reply closed =
          rules(
              "/f/",
              "{\"schema\": {\"properties\": {\"n\": {\"const\": 2}}}, \"existing\": \"keep\"}");
      assertThat(closed.status()).isEqualTo(201);
      String after = server.get("/f/x").etag();
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertThat(server.get("/f/x").etag()).isEqualTo(after);
    }
  }
}
