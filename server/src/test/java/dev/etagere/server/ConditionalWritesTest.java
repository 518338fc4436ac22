package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Conditional writes over HTTP")
@Tag(Stores.EVERY)
class ConditionalWritesTest {

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String created(String path) {
    Reply reply = server.put(path, "{\"theme\":\"light\"}", "Content-Type", "application/json");
    assertThat(reply.status()).isEqualTo(201);
    return reply.etag();
  }

  @Test
  @DisplayName(
      "PUT creates with 201, Location, a strong tag and Last-Modified; what was PUT is what is served")
  void creates() {
    Reply created = server.put("/notes/create", "hello", "Content-Type", "text/plain");
    Reply read = server.get("/notes/create");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("Location")).isEqualTo("/notes/create");
    assertThat(created.etag()).matches("\"1\\.[0-9a-z]{13}\"");
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.text()).isEqualTo("hello");
    assertThat(read.field("Content-Type")).isEqualTo("text/plain");
    assertThat(read.etag()).isEqualTo(created.etag());
    assertThat(read.field("Last-Modified")).isEqualTo(created.field("Last-Modified"));
    assertThat(read.field("Cache-Control")).isEqualTo("private, no-cache");
  }

  @Test
  @DisplayName("PUT with the current tag replaces with 204 and the tag of the version that it made")
  void replaces() {
    String tag = created("/notes/replace");

    Reply saved = server.put("/notes/replace", "{}", "If-Match", tag);

    assertThat(saved.status()).isEqualTo(204);
    assertThat(saved.etag()).startsWith("\"2.").isEqualTo(server.get("/notes/replace").etag());
  }

  @Test
  @DisplayName("equal content written twice has two tags")
  void noAba() {
    String first = created("/notes/aba");

    String second = server.put("/notes/aba", "{\"theme\":\"light\"}", "If-Match", first).etag();

    assertThat(second).isNotEqualTo(first);
  }

  @Test
  @DisplayName("a deleted and created resource goes on counting")
  void countsOn() {
    String tag = created("/notes/again");
    assertThat(server.send("DELETE", "/notes/again", "If-Match", tag).status()).isEqualTo(204);

    assertThat(server.get("/notes/again").problem("reason")).isEqualTo("deleted");
    Reply anew = server.put("/notes/again", "{}", "If-None-Match", "*");

    assertThat(anew.status()).isEqualTo(201);
    assertThat(anew.etag()).startsWith("\"3.");
  }

  @Test
  @DisplayName("GET, HEAD and 304 carry the same validators")
  void sameValidators() {
    String tag = created("/notes/validators");
    Reply get = server.get("/notes/validators");
    Reply head = server.send("HEAD", "/notes/validators");
    Reply notModified = server.get("/notes/validators", "If-None-Match", tag);

    assertThat(notModified.status()).isEqualTo(304);
    assertThat(head.field("Content-Length")).isEqualTo(get.field("Content-Length"));
    for (Reply reply : new Reply[] {get, head, notModified}) {
      assertThat(reply.etag()).isEqualTo(tag);
      assertThat(reply.field("Last-Modified")).isEqualTo(get.field("Last-Modified"));
    }
  }

  @Nested
  @DisplayName("a refusal says why")
  class Refusals {

    @Test
    @DisplayName("428 missing: a write on an existing resource without a condition")
    void missing() {
      String tag = created("/notes/missing");

      Reply reply = server.put("/notes/missing", "{}");

      assertThat(reply.status()).isEqualTo(428);
      assertThat(reply.problem("error")).isEqualTo("precondition_required");
      assertThat(reply.problem("reason")).isEqualTo("missing");
      assertThat(reply.problem("current_etag")).isEqualTo(tag);
      assertThat(reply.etag()).isEqualTo(tag);
    }

    @Test
    @DisplayName("412 stale: names the version that the client holds and the current one")
    void stale() {
      String old = created("/notes/stale");
      String current = server.put("/notes/stale", "{}", "If-Match", old).etag();

      Reply reply = server.put("/notes/stale", "{}", "If-Match", old);

      assertThat(reply.status()).isEqualTo(412);
      assertThat(reply.field("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.problem("reason")).isEqualTo("stale");
      assertThat(reply.problem("request_etag")).isEqualTo(old);
      assertThat(reply.json().path("request_version").asLong()).isEqualTo(1);
      assertThat(reply.problem("current_etag")).isEqualTo(current);
      assertThat(reply.json().path("current_version").asLong()).isEqualTo(2);
    }

    @Test
    @DisplayName("412 weak: names the current version, but weakened on the way")
    void weak() {
      String tag = created("/notes/weak");

      assertThat(server.put("/notes/weak", "{}", "If-Match", "W/" + tag).problem("reason"))
          .isEqualTo("weak");
    }

    @Test
    @DisplayName("412 foreign: a tag of another resource; 412 unknown: a tag that was never issued")
    void foreignAndUnknown() {
      created("/notes/mine");
      String foreign = created("/notes/other");

      assertThat(server.put("/notes/mine", "{}", "If-Match", foreign).problem("reason"))
          .isEqualTo("foreign");
      assertThat(
              server.put("/notes/mine", "{}", "If-Match", "\"1.zzzzzzzzzzzzz\"").problem("reason"))
          .isEqualTo("unknown");
      assertThat(server.put("/notes/mine", "{}", "If-Match", "\"abc\"").problem("reason"))
          .isEqualTo("unknown");
    }

    @Test
    @DisplayName("412 unknown: a token of this resource under a number that is not its own")
    void renumbered() {
      String first = created("/notes/renumbered");
      server.put("/notes/renumbered", "{}", "If-Match", first);

      for (String number : List.of("\"2", "\"9")) {
        Reply reply =
            server.put("/notes/renumbered", "{}", "If-Match", first.replace("\"1", number));
        assertThat(reply.problem("reason")).isEqualTo("unknown");
      }
    }

    @Test
    @DisplayName("412 absent and deleted: If-Match where there is nothing, or no longer anything")
    void absentAndDeleted() {
      String tag = created("/notes/gone");
      server.send("DELETE", "/notes/gone", "If-Match", tag);

      assertThat(server.put("/notes/never", "{}", "If-Match", "*").problem("reason"))
          .isEqualTo("absent");
      Reply gone = server.put("/notes/gone", "{}", "If-Match", tag);
      assertThat(gone.problem("reason")).isEqualTo("deleted");
      assertThat(gone.problem("request_etag")).isEqualTo(tag);
      assertThat(gone.json().path("request_version").asLong()).isEqualTo(1);
    }

    @Test
    @DisplayName("412 exists: If-None-Match: * on what is there")
    void exists() {
      created("/notes/exists");

      assertThat(server.put("/notes/exists", "{}", "If-None-Match", "*").problem("reason"))
          .isEqualTo("exists");
    }

    @Test
    @DisplayName("400 for a precondition that cannot be read, and the write is not performed")
    void malformed() {
      String tag = created("/notes/malformed");

      Reply reply = server.put("/notes/malformed", "{}", "If-Match", tag.replace("\"", ""));

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.problem("error")).isEqualTo("malformed_precondition");
      assertThat(server.get("/notes/malformed").etag()).isEqualTo(tag);
    }

    @Test
    @DisplayName("the type of a problem leads to a page of help")
    void helpPage() {
      String type = server.get("/notes/nothing").problem("type");

      Reply page = server.get(java.net.URI.create(type).getPath());

      assertThat(type).startsWith(server.uri().toString());
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.field("Content-Type")).startsWith("text/html");
      assertThat(page.text()).contains("not_found");
    }
  }
}
