package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.etagere.server.RunningServer.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents of Debian's package iso-codes, as collections with rules. */
@DisplayName("The documents of iso-codes")
class IsoCodesTest {
  private static final Path FOLDER = Path.of("/usr/share/iso-codes/json");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Each list: its collection, its file, and the member that identifies its entries. */
  private record Codes(String collection, String list, String key) {}

  private static final List<Codes> ALL =
      List.of(
          new Codes("/countries/", "3166-1", "alpha_2"),
          new Codes("/subdivisions/", "3166-2", "code"),
          new Codes("/currencies/", "4217", "alpha_3"),
          new Codes("/scripts/", "15924", "alpha_4"),
          new Codes("/languages/", "639-3", "alpha_3"));

  private static Map<String, String> documents() throws IOException {
    Map<String, String> documents = new LinkedHashMap<>();
    for (Codes codes : ALL) {
      JsonNode entries =
          JSON.readTree(Files.readAllBytes(FOLDER.resolve("iso_" + codes.list() + ".json")))
              .path(codes.list());
      entries
          .valueStream()
          .forEach(entry ->
              documents.put(
                  codes.collection() + entry.path(codes.key()).asString(), entry.toString()));
    }
    return documents;
  }

  private static void giveRules(RunningServer server) {
    for (Codes codes : ALL) {
      String rules =
          "{\"unique\": [\"/%s\"], \"media_types\": [\"application/json\"], \"schema\": {\"type\": \"object\", \"required\": [\"%s\", \"name\"], \"properties\": {\"name\": {\"type\": \"string\", \"minLength\": 1}}}}"
              .formatted(codes.key(), codes.key());
      assertThat(server.put("/-/rules" + codes.collection(), rules).status()).isEqualTo(201);
    }
  }

  @Test
  @DisplayName(
      "more than 10,000 are stored, listed page by page, served byte for byte, edited by two at once, patched and watched")
  void mainJob() throws Exception {
    if (!Files.isDirectory(FOLDER)) {
      System.out.println("skipped: the package iso-codes is not installed");
      assertThat(System.getenv("CI")).as("CI runs this test").isNull();
    }
    assumeTrue(Files.isDirectory(FOLDER), "the package iso-codes is not installed");
    Map<String, String> documents = documents();
    assertThat(documents).hasSizeGreaterThan(10_000);
    try (RunningServer server = new RunningServer()) {
      giveRules(server);
      Map<String, String> tags = store(server, documents);
      assertListed(server, documents, tags);
      documents.forEach((path, content) -> assertThat(server.get(path).text()).isEqualTo(content));
      assertRulesHold(server);
      assertOneOfTwoWins(server);
      assertPatched(server);
      assertWatched(server, documents.size() + 2);
    }
  }

  private static Map<String, String> store(RunningServer server, Map<String, String> documents)
      throws Exception {
    Map<String, String> tags = new ConcurrentHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<?>> writes =
          documents.entrySet().stream()
              .<Future<?>>map(each ->
                  pool.submit(() -> {
                    Reply reply =
                        server.put(
                            each.getKey(), each.getValue(), "Content-Type", "application/json");
                    assertThat(reply.status()).as(reply::text).isEqualTo(201);
                    tags.put(each.getKey(), reply.etag());
                  }))
              .toList();
      for (Future<?> write : writes) {
        write.get();
      }
    }
    return tags;
  }

  private static void assertListed(
      RunningServer server, Map<String, String> documents, Map<String, String> tags) {
    int seen = 0;
    String cursor = "";
    do {
      JsonNode page = server.get("/?limit=1000&include=content" + cursor).json();
      for (JsonNode member : page.path("members")) {
        String path = member.path("path").asString();
        assertThat(member.path("etag").asString()).isEqualTo(tags.get(path));
        assertThat(member.path("content")).isEqualTo(JSON.readTree(documents.get(path)));
        seen++;
      }
      cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(documents.size());
  }

  private static void assertRulesHold(RunningServer server) {
    Reply taken =
        server.put(
            "/countries/Copy",
            "{\"alpha_2\": \"DE\", \"name\": \"Copy\"}",
            "Content-Type",
            "application/json");
    assertThat(taken.problem("field")).isEqualTo("/alpha_2");
    Reply nameless =
        server.put("/countries/XX", "{\"alpha_2\": \"XX\"}", "Content-Type", "application/json");
    assertThat(nameless.status()).isEqualTo(422);
  }

  private static void assertOneOfTwoWins(RunningServer server) throws Exception {
    String path = "/countries/DE";
    Reply read = server.get(path);
    String mine = read.text().replace("\"Germany\"", "\"Deutschland\"");
    String yours = read.text().replace("\"Germany\"", "\"Allemagne\"");
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<Reply> one = pool.submit(() -> edit(server, path, mine, read.etag()));
      Future<Reply> other = pool.submit(() -> edit(server, path, yours, read.etag()));
      assertThat(List.of(one.get().status(), other.get().status()))
          .containsExactlyInAnyOrder(204, 412);
      assertThat(server.get(path).text()).isEqualTo(one.get().status() == 204 ? mine : yours);
      Reply loser = one.get().status() == 412 ? one.get() : other.get();
      assertThat(loser.problem("reason")).isEqualTo("stale");
    }
  }

  private static void assertPatched(RunningServer server) {
    Reply patched =
        server.send(
            "PATCH",
            "/languages/deu",
            "{\"name\": \"Deutsch\"}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/merge-patch+json",
            "If-Match",
            server.get("/languages/deu").etag(),
            "Prefer",
            "return=representation");
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(patched.json().path("name").asString()).isEqualTo("Deutsch");
    assertThat(patched.json().path("alpha_3").asString()).isEqualTo("deu");
  }

  private static Reply edit(RunningServer server, String path, String content, String tag) {
    return server.put(path, content, "Content-Type", "application/json", "If-Match", tag);
  }

  private static void assertWatched(RunningServer server, int versions) {
    int seen = 0;
    String after = "";
    JsonNode page;
    do {
      page = server.get("/-/changes?limit=1000&after=" + after).json();
      seen += page.path("changes").size();
      after = page.path("next").asString();
    } while (page.path("changes").size() == 1_000);
    assertThat(seen).isEqualTo(versions);
  }
}
