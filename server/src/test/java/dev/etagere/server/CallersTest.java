package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.ControlSecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Callers: who may do what, and what the others are told")
@Tag(Stores.EVERY)
class CallersTest {

  private static final String OPERATOR = "Bearer 0123456789abcdef0123456789abcdef";

  private RunningServer server;

  @BeforeEach
  void start() {
    ControlSecret secret = new ControlSecret(OPERATOR.substring("Bearer ".length()));
    server = new RunningServer(RunningServer.options().with(secret));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String token(String name, String... grants) {
    String allow = "[\"" + String.join("\",\"", grants) + "\"]";
    Reply made =
        server.send(
            "POST",
            "/-/tokens",
            ("{\"name\":\"" + name + "\",\"allow\":" + allow + "}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "Authorization",
            OPERATOR);
    assertThat(made.status()).isEqualTo(201);
    return "Bearer " + made.json().path("token").asString();
  }

  @Test
  @DisplayName("as long as there are no credentials, nobody is asked for some")
  void open() {
    assertThat(server.put("/notes/1", "a").status()).isEqualTo(201);
  }

  @Test
  @DisplayName(
      "once there is a token, a request without credentials gets 401, whether the resource exists or not")
  void unauthorized() {
    server.put("/notes/1", "a");
    token("reader", "read:/notes/");

    Reply existing = server.get("/notes/1");
    Reply missing = server.get("/notes/2");

    assertThat(existing.status()).isEqualTo(401);
    assertThat(existing.field("WWW-Authenticate")).startsWith("Bearer");
    assertThat(existing.problem("detail")).isEqualTo(missing.problem("detail"));
    assertThat(existing.etag()).isEmpty();
    assertThat(missing.status()).isEqualTo(401);
  }

  @Test
  @DisplayName(
      "a grant holds for its action and its prefix only: 403 elsewhere, before anything else is told")
  void forbidden() {
    server.put("/notes/1", "a");
    String reader = token("reader", "read:/notes/");

    assertThat(server.get("/notes/1", "Authorization", reader).status()).isEqualTo(200);
    assertThat(server.get("/other/1", "Authorization", reader).status()).isEqualTo(403);
    assertThat(
            server
                .get("/notes/1", "Authorization", reader, "Authorization", "Bearer other")
                .status())
        .isEqualTo(401);
    assertThat(
            server.put("/notes/1", "b", "Authorization", reader, "If-Match", "no quotes").status())
        .isEqualTo(403);
    assertThat(server.get("/-/tokens", "Authorization", reader).status()).isEqualTo(403);
  }

  @Test
  @DisplayName(
      "a caller who may write but not read gets 412 and 428 without tags, versions, dates or names")
  void blindWriter() {
    String tag = server.put("/notes/1", "a").etag();
    server.put("/notes/1", "b", "If-Match", tag);
    String writer = token("writer", "write:/notes/");

    Reply stale = server.put("/notes/1", "c", "Authorization", writer, "If-Match", tag);
    Reply missing = server.put("/notes/1", "c", "Authorization", writer);

    assertThat(stale.status()).isEqualTo(412);
    assertThat(missing.status()).isEqualTo(428);
    for (Reply reply : new Reply[] {stale, missing}) {
      assertThat(reply.etag()).isEmpty();
      assertThat(reply.field("Last-Modified")).isEmpty();
      assertThat(reply.json().propertyNames())
          .doesNotContain(
              "current_etag", "current_version", "last_modified", "modified_by", "request_version");
    }
  }

  @Test
  @DisplayName("versions name their writer, and a 412 tells who was faster")
  void modifiedBy() {
    String anna = token("anna", "read:/", "write:/");
    String tag = server.put("/notes/1", "a", "Authorization", anna).etag();
    server.put("/notes/1", "b", "Authorization", anna, "If-Match", tag);

    Reply stale = server.put("/notes/1", "c", "Authorization", anna, "If-Match", tag);

    assertThat(stale.problem("modified_by")).isEqualTo("anna");
  }

  @Test
  @DisplayName("a revoked token is refused, and tokens are stored without their secret")
  void revoked() {
    String token = token("temp", "read:/");
    token("other", "read:/");

    assertThat(server.send("DELETE", "/-/tokens/temp", "Authorization", OPERATOR).status())
        .isEqualTo(204);

    assertThat(server.get("/x", "Authorization", token).status()).isEqualTo(401);
    String stored = server.get("/-/tokens", "Authorization", OPERATOR).text();
    assertThat(stored).contains("other").doesNotContain("temp");
  }

  @Test
  @DisplayName("nobody reads tokens as resources")
  void hidden() {
    String all = token("all", "read:/", "write:/");

    assertThat(server.get("/-/versions/-/tokens/all", "Authorization", all).status())
        .isEqualTo(403);
  }

  @Test
  @DisplayName("health and help are open to everybody")
  void openPages() {
    token("any", "read:/");

    assertThat(server.get("/-/health/live").status()).isEqualTo(200);
    assertThat(server.get("/-/problems/unauthorized").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("the server's own space is not reached as resources by encoding its name")
  void encodedSpace() {
    for (String path : new String[] {"/%2D/tokens/x", "/%2d/rules/notes/", "/%2D/health/live"}) {
      assertThat(server.put(path, "{}").status()).as(path).isEqualTo(404);
      assertThat(server.get(path).status()).as(path).isEqualTo(404);
    }
  }
}
