package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Collections over HTTP")
@Tag(Stores.EVERY)
class CollectionsTest {

  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void put(String path, String content) {
    assertThat(server.put(path, content, "Content-Type", "application/json").status())
        .isEqualTo(201);
  }

  private static List<String> paths(JsonNode page) {
    return page.path("members")
        .valueStream()
        .map(member -> member.path("path").asString())
        .toList();
  }

  @Test
  @DisplayName("a listing shows the members in the order of their paths' bytes, with validators")
  void lists() {
    put("/notes/b", "{}");
    put("/notes/a/x", "{}");
    put("/notes/a", "{}");
    put("/notes/%C3%A9", "{}");
    put("/other", "{}");

    JsonNode page = server.get("/notes/").json();

    assertThat(page.path("collection").asString()).isEqualTo("/notes/");
    assertThat(paths(page)).containsExactly("/notes/%C3%A9", "/notes/a", "/notes/a/x", "/notes/b");
    JsonNode first = page.path("members").path(1);
    Reply read = server.get("/notes/a");
    assertThat(first.path("etag").asString()).isEqualTo(read.etag());
    assertThat(first.path("version").asLong()).isEqualTo(1);
    assertThat(first.path("size").asLong()).isEqualTo(2);
    assertThat(first.path("media_type").asString()).isEqualTo("application/json");
    assertThat(first.path("last_modified").asString()).startsWith("20").endsWith("Z");
    assertThat(page.has("next")).isFalse();
  }

  @Test
  @DisplayName("depth=1 gives direct members, and the collections below by name, page by page")
  void listsDirectMembers() {
    for (String name : List.of("a", "b/1", "b/2", "b/c/3", "b0", "d/e/f", "z")) {
      put("/tree/" + name, "{}");
    }

    List<String> seen = new ArrayList<>();
    String next = "/tree/?depth=1&limit=2";
    int pages = 0;
    while (!next.isEmpty()) {
      Reply reply = server.get(next);
      seen.addAll(paths(reply.json()));
      reply.json().path("collections").valueStream().forEach(each -> seen.add(each.asString()));
      next = reply.field("Link").replaceAll("^<|>; rel=\"next\"$", "");
      pages++;
    }

    assertThat(seen)
        .containsExactlyInAnyOrder("/tree/a", "/tree/b/", "/tree/b0", "/tree/d/", "/tree/z");
    assertThat(pages).isEqualTo(3);
  }

  @Test
  @DisplayName("pages neither skip nor repeat a member, whatever is written between them")
  void pagesUnderWrites() {
    for (int i = 0; i < 60; i++) {
      put("/many/%03d".formatted(i * 2), "{}");
    }

    List<String> seen = new ArrayList<>();
    String cursor = "";
    int round = 0;
    do {
      JsonNode page = server.get("/many/?limit=7" + cursor).json();
      seen.addAll(paths(page));
      cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
      put("/many/%03d".formatted(round * 2 + 1), "{}");
      server.send("DELETE", seen.getLast(), "If-Match", "*");
      round++;
    } while (!cursor.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().isSorted();
    for (int i = 0; i < 60; i++) {
      assertThat(seen).contains("/many/%03d".formatted(i * 2));
    }
  }

  @Test
  @DisplayName("include=content shows JSON with its digits, text as a string, all else in base64")
  void includesContent() {
    put("/mixed/a", "{\"n\": 1.10000000000000000001}");
    server.put("/mixed/b", "grüße", "Content-Type", "text/plain; charset=utf-8");
    server.send("PUT", "/mixed/c", new byte[] {(byte) 0xff, 0}, "Content-Type", "image/x-test");
    server.send("PUT", "/mixed/d", new byte[70_000], "Content-Type", "text/plain");

    Reply reply = server.get("/mixed/?include=content");
    JsonNode members = reply.json().path("members");

    assertThat(reply.text()).contains("1.10000000000000000001");
    assertThat(members.path(1).path("content").asString()).isEqualTo("grüße");
    assertThat(members.path(2).path("content").asString()).isEqualTo("/wA=");
    assertThat(members.path(2).path("content_encoding").asString()).isEqualTo("base64");
    assertThat(members.path(3).has("content")).isFalse();
    assertThat(members.path(3).path("size").asInt()).isEqualTo(70_000);
  }

  @Test
  @DisplayName("a page's tag changes if and only if what the page shows changes")
  void tagsPages() {
    put("/tagged/a", "{}");
    put("/tagged/b", "{}");
    String first = server.get("/tagged/?limit=1").etag();

    assertThat(server.get("/tagged/?limit=1", "If-None-Match", first).status()).isEqualTo(304);
    server.put("/tagged/b", "[]", "If-Match", "*");
    assertThat(server.get("/tagged/?limit=1").etag()).isEqualTo(first);
    server.put("/tagged/a", "[]", "If-Match", "*");
    assertThat(server.get("/tagged/?limit=1", "If-None-Match", first).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("POST creates a member under a time-ordered id, with 201 and its Location")
  void posts() {
    byte[] content = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);

    Reply first = server.send("POST", "/made/", content, "Content-Type", "application/json");
    Reply second = server.send("POST", "/made/", content, "Content-Type", "application/json");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.field("Location"))
        .matches("/made/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
        .isNotEqualTo(second.field("Location"));
    assertThat(server.get(first.field("Location")).etag()).isEqualTo(first.etag());
  }

  @Test
  @DisplayName("DELETE of a collection with members is 409 not_empty; one without members is 404")
  void deletes() {
    put("/full/a", "{}");

    assertThat(server.send("DELETE", "/full/").problem("reason")).isEqualTo("not_empty");
    assertThat(server.send("DELETE", "/full/").status()).isEqualTo(409);
    server.send("DELETE", "/full/a", "If-Match", "*");
    assertThat(server.send("DELETE", "/full/").status()).isEqualTo(404);
    assertThat(server.get("/full/").status()).isEqualTo(404);
    assertThat(server.get("/").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("the conditions of a DELETE of a collection come before its conflict")
  void deletesUnderConditions() {
    put("/conditions/a", "{}");
    String tag = server.get("/conditions/").etag();

    assertThat(server.send("DELETE", "/conditions/", "If-Match", "bad").problem("error"))
        .isEqualTo("malformed_precondition");
    Reply stale = server.send("DELETE", "/conditions/", "If-Match", "\"x\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.etag()).isEqualTo(tag);
    assertThat(server.send("DELETE", "/conditions/", "If-None-Match", "*").problem("reason"))
        .isEqualTo("exists");
    Reply full = server.send("DELETE", "/conditions/", "If-Match", tag);
    assertThat(full.status()).isEqualTo(409);
    assertThat(full.etag()).isEqualTo(full.problem("current_etag")).isEqualTo(tag);
  }

  @Test
  @DisplayName("a cursor of another place, and a limit that is none, are 400")
  void refusesNonsense() {
    put("/a/x", "{}");

    assertThat(server.get("/a/?cursor=!!").status()).isEqualTo(400);
    assertThat(server.get("/a/?cursor=L2IveA").status()).isEqualTo(400);
    assertThat(server.get("/a/?limit=0").status()).isEqualTo(400);
    assertThat(server.get("/a/?depth=2").status()).isEqualTo(400);
  }
}
