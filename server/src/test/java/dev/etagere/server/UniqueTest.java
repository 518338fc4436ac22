package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
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

@Tag(Stores.EVERY)
@DisplayName("Unique values and schemas")
class UniqueTest {

  private static final String UNIQUE = "{\"unique\": [\"/v\"]}";

  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply put(String path, String content, String... fields) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(fields));
    return server.put(path, content, all.toArray(String[]::new));
  }

  private Reply patch(String path, String patch) {
    return server.send(
        "PATCH",
        path,
        patch.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/merge-patch+json",
        "If-Match",
        "*");
  }

  private Reply batch(String... operations) {
    return server.send(
        "POST",
        "/-/batch",
        ("{\"operations\": [" + String.join(",", operations) + "]}")
            .getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  private Reply delete(String path) {
    return server.send("DELETE", path, "If-Match", "*");
  }

  private static void assertTaken(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(409);
    assertThat(reply.problem("reason")).isEqualTo("unique");
    assertThat(reply.problem("field")).isEqualTo("/v");
  }

  @Test
  @DisplayName("a PATCH takes a value, gives it back, and is refused one that another member has")
  void patches() {
    put("/-/rules/u/", UNIQUE);
    put("/u/a", "{\"v\": 1}");
    put("/u/b", "{\"v\": 2}");

    assertTaken(patch("/u/b", "{\"v\": 1}"));
    assertThat(server.get("/u/b").json().path("v").asInt()).isEqualTo(2);
    assertThat(patch("/u/a", "{\"v\": 3, \"w\": 1}").status()).isEqualTo(204);
    assertThat(patch("/u/b", "{\"v\": 1}").status()).isEqualTo(204);
    assertThat(patch("/u/b", "{\"v\": null}").status()).isEqualTo(204);
    assertThat(put("/u/c", "{\"v\": 1}").status()).isEqualTo(201);
  }

  @Test
  @DisplayName("a batch swaps values, and is refused as a whole for one that is taken")
  void batches() {
    put("/-/rules/u/", UNIQUE);
    put("/u/a", "{\"v\": 1}");
    put("/u/b", "{\"v\": 2}");
    put("/u/c", "{\"v\": 3}");
    String replace =
        "{\"method\": \"PUT\", \"path\": \"/u/%s\", \"if_match\": \"*\", \"body\": {\"v\": %d}}";

    assertThat(batch(replace.formatted("a", 2), replace.formatted("b", 1)).status()).isEqualTo(200);
    assertTaken(batch(replace.formatted("a", 5), replace.formatted("b", 3)));
    assertThat(server.get("/u/a").json().path("v").asInt()).isEqualTo(2);
    assertThat(
            batch(
                    "{\"method\": \"DELETE\", \"path\": \"/u/c\", \"if_match\": \"*\"}",
                    "{\"method\": \"POST\", \"path\": \"/u/\", \"body\": {\"v\": 3}}")
                .status())
        .isEqualTo(200);
    assertTaken(put("/u/c", "{\"v\": 3}"));
  }

  @Test
  @DisplayName("a deletion frees the value; who is created anew competes for it like anybody")
  void deletesAndRecreates() {
    put("/-/rules/u/", UNIQUE);
    for (int round = 0; round < 3; round++) {
      assertThat(put("/u/a", "{\"v\": \"x\"}").status()).isEqualTo(201);
      assertTaken(put("/u/b", "{\"v\": \"x\"}"));
      assertThat(delete("/u/a").status()).isEqualTo(204);
      assertThat(put("/u/b", "{\"v\": \"x\"}").status()).isEqualTo(201);
      assertTaken(put("/u/a", "{\"v\": \"x\"}"));
      assertThat(delete("/u/b").status()).isEqualTo(204);
    }
  }

  @Test
  @DisplayName("of simultaneous creations, patches and batches for one value exactly one succeeds")
  void races() throws Exception {
    put("/-/rules/u/", UNIQUE);
    put("/u/patched", "{}");
    for (int round = 0; round < 20; round++) {
      int value = round;
      String body = "{\"v\": %d}".formatted(value);
      String post = "{\"method\": \"POST\", \"path\": \"/u/\", \"body\": %s}".formatted(body);
      List<Callable<Reply>> rivals =
          List.of(
              () -> put("/u/" + value, body),
              () -> patch("/u/patched", body),
              () -> batch(post),
              () ->
                  server.send(
                      "POST",
                      "/u/",
                      body.getBytes(StandardCharsets.UTF_8),
                      "Content-Type",
                      "application/json"));
      List<Reply> replies = new ArrayList<>();
      try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Reply> reply : pool.invokeAll(rivals)) {
          replies.add(reply.get());
        }
      }
      assertThat(replies).filteredOn(reply -> reply.status() < 300).hasSize(1);
      assertThat(replies)
          .filteredOn(reply -> reply.status() >= 300)
          .allSatisfy(UniqueTest::assertTaken);
    }
  }

  @Test
  @DisplayName("rules that come later find what is there: members hold their values from then on")
  void laterRules() {
    put("/u/a", "{\"v\": 1}");
    put("/u/b", "{\"v\": 2}");
    put("/u/c", "{\"v\": 2}");
    delete("/u/c");

    assertThat(put("/-/rules/u/", UNIQUE).status()).isEqualTo(201);

    assertTaken(put("/u/c", "{\"v\": 1}"));
    assertTaken(put("/u/d", "{\"v\": 2}"));
    assertThat(delete("/u/a").status()).isEqualTo(204);
    assertThat(put("/u/d", "{\"v\": 1}").status()).isEqualTo(201);
    assertThat(put("/-/rules/u/", "{}", "If-Match", "*").status()).isEqualTo(204);
    assertThat(put("/u/e", "{\"v\": 1}").status()).isEqualTo(201);
    Reply again = put("/-/rules/u/", UNIQUE, "If-Match", "*");
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.json().at("/offenders/0/path").asString()).isEqualTo("/u/e");
  }

  @Test
  @DisplayName("rules of a collection within another let its members go, and take them back")
  void nestedRules() {
    put("/-/rules/u/", UNIQUE);
    put("/u/a", "{\"v\": 1}");
    put("/u/in/a", "{\"v\": 2}");
    assertThat(put("/-/rules/u/in/", UNIQUE).status()).isEqualTo(201);

    assertThat(put("/u/b", "{\"v\": 2}").status()).isEqualTo(201);
    assertThat(put("/u/in/b", "{\"v\": 1}").status()).isEqualTo(201);
    assertTaken(put("/u/in/c", "{\"v\": 2}"));

    Reply refused = delete("/-/rules/u/in/");
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(
            refused
                .json()
                .path("offenders")
                .valueStream()
                .map(each -> each.path("path").asString()))
        .containsExactly("/u/in/a", "/u/in/b");
    assertTaken(put("/u/in/c", "{\"v\": 2}"));

    delete("/u/b");
    delete("/u/in/b");
    assertThat(delete("/-/rules/u/in/").status()).isEqualTo(204);
    assertTaken(put("/u/b", "{\"v\": 2}"));
    assertTaken(put("/u/in/b", "{\"v\": 1}"));
  }

  @Test
  @DisplayName("rules that end hand their members to a schema: refused, or kept where it says keep")
  void endingRulesMeetSchema() {
    String schema = "\"schema\": {\"required\": [\"v\"]}";
    put("/-/rules/s/", "{" + schema + "}");
    put("/-/rules/s/free/", "{}");
    put("/s/free/x", "{}");

    Reply refused = delete("/-/rules/s/free/");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/offenders/0/path").asString()).isEqualTo("/s/free/x");
    assertThat(put("/s/free/y", "{}").status()).isEqualTo(201);

    put("/-/rules/s/", "{" + schema + ", \"existing\": \"keep\"}", "If-Match", "*");
    assertThat(delete("/-/rules/s/free/").status()).isEqualTo(204);
    assertThat(server.get("/s/free/x").status()).isEqualTo(200);
    assertThat(put("/s/free/x", "{}", "If-Match", "*").status()).isEqualTo(422);
    assertThat(put("/s/free/z", "{}").status()).isEqualTo(422);
  }

  @Test
  @DisplayName("rules that end under a keeping collection leave a value with who had it first")
  void endingRulesKeep() {
    put("/-/rules/k/", "{\"unique\": [\"/v\"], \"existing\": \"keep\"}");
    put("/-/rules/k/in/", "{}");
    put("/k/z", "{\"v\": 1}");
    put("/k/in/a", "{\"v\": 1}");

    assertThat(delete("/-/rules/k/in/").status()).isEqualTo(204);

    assertTaken(put("/k/in/a", "{\"v\": 1, \"w\": 1}", "If-Match", "*"));
    assertThat(put("/k/z", "{\"v\": 1, \"w\": 1}", "If-Match", "*").status()).isEqualTo(204);
    assertThat(delete("/k/z").status()).isEqualTo(204);
    assertThat(put("/k/in/a", "{\"v\": 1, \"w\": 1}", "If-Match", "*").status()).isEqualTo(204);
  }
}
