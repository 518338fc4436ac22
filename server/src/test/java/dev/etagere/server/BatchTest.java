package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Batches")
@Tag(Stores.EVERY)
class BatchTest {
  private static final int ROUNDS = 500;

  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply batch(String... operations) {
    return send("{\"operations\": [" + String.join(",", operations) + "]}");
  }

  private Reply send(String document) {
    return server.send(
        "POST",
        "/-/batch",
        document.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  private static String put(String path, String body, String more) {
    return "{\"method\": \"PUT\", \"path\": \"%s\", \"body\": %s%s}".formatted(path, body, more);
  }

  @Test
  @DisplayName("operations that cannot be read are failures with their index, beside all others")
  void unreadable() {
    server.put("/unreadable/a", "1");
    for (String bad :
        List.of(
            "{'method':'PUT','path':'/unreadable/x','if_match':'bad','body':1}",
            "{'method':'PATCH','path':'/unreadable/a','if_match':'*','content_type':'a/b','body':1}",
            "{'method':'PUT','path':'/unreadable/x','content_encoding':'base64','body':'e2JhZA=='}",
            "{'method':'PUT','path':'/unreadable/x','content_encoding':'gzip','body':'x'}")) {
      Reply refused =
          batch(
              "{\"method\": \"DELETE\", \"path\": \"/unreadable/none\"}",
              bad.replace('\'', '"'),
              put("/unreadable/y", "1", ""));

      assertThat(refused.status()).as(bad).isEqualTo(404);
      assertThat(refused.json().at("/failures/0/index").asInt()).isZero();
      assertThat(refused.json().at("/failures/1/index").asInt()).as(bad).isEqualTo(1);
      assertThat(refused.json().at("/failures/1/problem/status").asInt()).isBetween(400, 415);
      assertThat(refused.json().path("failures").size()).isEqualTo(2);
    }
    Reply dots = batch(put("/unreadable/../x", "1", ""));
    assertThat(dots.json().at("/failures/0/problem/error").asString()).isEqualTo("malformed_path");
    assertThat(server.get("/unreadable/y").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("a batch writes all its resources in one step, and tells each version")
  void writesAll() {
    server.put("/b/old", "x", "Content-Type", "text/plain");

    Reply reply =
        batch(
            put("/b/json", "{\"n\": 1.50}", ""),
            put("/b/text", "\"grüße\"", ", \"content_type\": \"text/plain\""),
            "{\"method\": \"DELETE\", \"path\": \"/b/old\", \"if_match\": \"*\"}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().at("/results/0/status").asInt()).isEqualTo(201);
    assertThat(reply.json().at("/results/2/status").asInt()).isEqualTo(204);
    assertThat(reply.json().at("/results/0/etag").asString())
        .isEqualTo(server.get("/b/json").etag());
    assertThat(server.get("/b/json").text()).isEqualTo("{\"n\":1.50}");
    assertThat(server.get("/b/text").text()).isEqualTo("grüße");
    assertThat(server.get("/b/old").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("where one fails none is done, and each that failed is explained as if alone")
  void allOrNone() {
    String tag = server.put("/b/a", "{}", "Content-Type", "application/json").etag();
    server.put("/b/a", "[]", "If-Match", tag);

    Reply reply =
        batch(
            put("/b/new", "1", ""),
            put("/b/a", "2", ", \"if_match\": \"" + tag.replace("\"", "\\\"") + "\""),
            "{\"method\": \"DELETE\", \"path\": \"/b/none\"}");

    assertThat(reply.status()).isEqualTo(412);
    assertThat(reply.problem("reason")).isEqualTo("stale");
    assertThat(reply.json().at("/failures/0/index").asInt()).isEqualTo(1);
    assertThat(reply.json().at("/failures/0/problem/current_version").asInt()).isEqualTo(2);
    assertThat(reply.json().at("/failures/1/index").asInt()).isEqualTo(2);
    assertThat(reply.json().at("/failures/1/problem/status").asInt()).isEqualTo(404);
    assertThat(server.get("/b/new").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("an operation refers to the id that an earlier one generated")
  void refers() {
    Reply reply =
        send(
            "{\"references\": true, \"operations\": [{\"method\": \"POST\", \"path\": \"/orders/\", \"body\": {}},"
                + put("/items/${0.id}", "{\"order\": \"${0.path}\"}", "")
                + "]}");

    String order = reply.json().at("/results/0/path").asString();
    assertThat(reply.json().at("/results/1/path").asString())
        .isEqualTo(order.replace("/orders/", "/items/"));
    assertThat(server.get(reply.json().at("/results/1/path").asString()).text()).contains(order);
  }

  private Reply referring(String... operations) {
    return send("{\"references\": true, \"operations\": [" + String.join(",", operations) + "]}");
  }

  @Test
  @DisplayName(
      "a document pins the very versions that the same batch makes of others, by their tags")
  void pinsTags() {
    server.put("/t/list", "{\"pins\": []}", "Content-Type", "application/json");

    Reply reply =
        referring(
            put("/t/a", "{\"n\": 1}", ""),
            "{\"method\": \"PATCH\", \"path\": \"/t/list\", \"if_match\": \"*\","
                + " \"content_type\": \"application/merge-patch+json\","
                + " \"body\": {\"pins\": [{\"at\": \"${0.path}\", \"etag\": \"${0.etag}\"}]}}",
            put(
                "/t/note",
                "\"made ${0.etag} and ${1.etag}\"",
                ", \"content_type\": \"text/plain\""));

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    String pinned = server.get("/t/a").etag();
    assertThat(server.get("/t/list").json().at("/pins/0/at").asString()).isEqualTo("/t/a");
    assertThat(server.get("/t/list").json().at("/pins/0/etag").asString()).isEqualTo(pinned);
    assertThat(server.get("/t/note").text())
        .isEqualTo("made %s and %s".formatted(pinned, server.get("/t/list").etag()));
  }

  @Test
  @DisplayName("a retry with the batch's key finds the tags that the first one pinned")
  void retriesPins() {
    byte[] document =
        ("{\"references\": true, \"operations\": ["
                + put("/t/a", "1", "")
                + ","
                + put("/t/b", "\"${0.etag}\"", "")
                + "]}")
            .getBytes(StandardCharsets.UTF_8);

    Reply first = server.send("POST", "/-/batch", document, "Idempotency-Key", "\"pin\"");
    Reply again = server.send("POST", "/-/batch", document, "Idempotency-Key", "\"pin\"");

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(server.get("/t/b").json().asString()).isEqualTo(server.get("/t/a").etag());
  }

  @Test
  @DisplayName("a reference forward, to itself, to nothing or to a tag where none can be is 422")
  void refusesReferences() {
    for (String operations :
        List.of(
            put("/x/${0.id}", "1", ""),
            put("/x/a", "\"${1.path}\"", "") + "," + put("/x/b", "1", ""),
            put("/x/a", "1", "") + "," + put("/x/b", "\"${7.etag}\"", ""),
            put("/x/a", "1", "") + "," + put("/x/b", "\"${0.version}\"", ""),
            put("/x/a", "1", "") + "," + put("/x/b", "1", ", \"if_match\": \"${0.etag}\""),
            put("/x/a", "1", "")
                + ","
                + put("/y/a", "1", "")
                + ","
                + put("/x/b", "{\"${0.id}\": 1, \"${1.id}\": 2}", ""))) {
      Reply refused = referring(operations);
      assertThat(refused.status()).as(operations).isEqualTo(422);
      assertThat(refused.problem("error")).isEqualTo("invalid_content");
      assertThat(refused.json().path("index").isInt()).as(operations).isTrue();
    }
    assertThat(server.get("/x/a").status()).isEqualTo(404);
    assertThat(referring(put("/x/a", "\"${HOME} ${ 0.id}\"", "")).status()).isEqualTo(200);
    assertThat(server.get("/x/a").json().asString()).isEqualTo("${HOME} ${ 0.id}");
    assertThat(batch(put("/x/plain", "\"${0.id}\"", "")).status()).isEqualTo(200);
    assertThat(server.get("/x/plain").json().asString()).isEqualTo("${0.id}");
  }

  @Test
  @DisplayName("what refers to the tag of an operation that fails is not blamed for it")
  void refersToFailed() {
    server.put("/f/a", "1");

    Reply refused = referring(put("/f/a", "2", ""), put("/f/b", "\"${0.etag}\"", ""));

    assertThat(refused.status()).isEqualTo(428);
    assertThat(refused.json().path("failures").size()).isEqualTo(1);
    assertThat(refused.json().at("/failures/0/index").asInt()).isZero();
  }

  @Test
  @DisplayName("what a batch cannot be is 400, and nothing of it is done")
  void refuses() {
    for (String operations :
        List.of(
            "",
            put("/a", "1", "") + "," + put("/a", "2", ""),
            put("/-/rules/a/", "{}", ""),
            put("/a/", "1", ""),
            put("/a", "1", ", \"ifmatch\": \"x\""),
            put("/a", "1", ", \"if_match\": 7"),
            put("/a", "1", ", \"if_match\": \"unquoted\""),
            "{\"method\": \"GET\", \"path\": \"/a\"}")) {
      assertThat(batch(operations).status()).as(operations).isEqualTo(400);
    }
    assertThat(server.get("/a").status()).isEqualTo(404);
  }

  @Test
  @DisplayName(
      "a batch patches, and its key gives a retry the first outcome, generated ids included")
  void patchesAndRetries() {
    server.put("/b/p", "{\"n\": 1, \"m\": 2}", "Content-Type", "application/json");
    byte[] document =
        ("{\"operations\": [{\"method\": \"POST\", \"path\": \"/b/\", \"body\": 1},"
                + "{\"method\": \"PATCH\", \"path\": \"/b/p\", \"if_match\": \"*\","
                + " \"content_type\": \"application/merge-patch+json\", \"body\": {\"n\": null}}]}")
            .getBytes(StandardCharsets.UTF_8);

    Reply first = server.send("POST", "/-/batch", document, "Idempotency-Key", "\"k1\"");
    Reply again = server.send("POST", "/-/batch", document, "Idempotency-Key", "\"k1\"");

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(server.get("/b/p").text()).isEqualTo("{\"m\":2}");
    assertThat(server.get("/b/p").etag()).startsWith("\"2.");
  }

  @Test
  @DisplayName("unique values hold within a batch and against others")
  void unique() {
    server.put("/-/rules/u/", "{\"unique\": [\"/v\"]}");

    Reply twice = batch(put("/u/a", "{\"v\": 1}", ""), put("/u/b", "{\"v\": 1}", ""));

    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.problem("field")).isEqualTo("/v");
    assertThat(batch(put("/u/a", "{\"v\": 1}", "")).status()).isEqualTo(200);
    assertThat(
            batch(put("/u/a", "{\"v\": 2}", ", \"if_match\": \"*\""), put("/u/b", "{\"v\": 1}", ""))
                .status())
        .isEqualTo(200);
  }

  @Test
  @Tag(Stores.IN_MEMORY)
  @DisplayName("of two batches that overlap in one resource all of one is done or all of the other")
  void neverMixed() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        String shared = put("/r/%d/shared".formatted(round), "\"%s\"", "");
        String own = put("/r/%d/%s".formatted(round, "%s"), "1", "");
        Future<Reply> one = pool.submit(() -> batch(own.formatted("one"), shared.formatted("one")));
        Future<Reply> other =
            pool.submit(() -> batch(shared.formatted("other"), own.formatted("other")));

        assertThat(List.of(one.get().status(), other.get().status()))
            .containsExactlyInAnyOrder(200, 428);
        String winner = one.get().status() == 200 ? "one" : "other";
        String loser = winner.equals("one") ? "other" : "one";
        assertThat(server.get("/r/%d/shared".formatted(round)).text())
            .isEqualTo('"' + winner + '"');
        assertThat(server.get("/r/%d/%s".formatted(round, winner)).status()).isEqualTo(200);
        assertThat(server.get("/r/%d/%s".formatted(round, loser)).status()).isEqualTo(404);
      }
    }
  }
}
