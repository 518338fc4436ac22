package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.callers.ControlSecret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Merges tell values only to callers who may read")
@Tag(Stores.EVERY)
class MergingCallersTest {

  private static final String OPERATOR = "Bearer 0123456789abcdef0123456789abcdef";

  @Test
  @DisplayName("a caller who may write but not read gets no tags, no values and no names")
  void writerOnly() {
    ControlSecret secret = new ControlSecret(OPERATOR.substring("Bearer ".length()));
    try (RunningServer server = new RunningServer(RunningServer.options().with(secret))) {
      String first = put(server, OPERATOR, "{\"a\":\"violet\",\"b\":1}").etag();
      put(server, OPERATOR, "{\"a\":\"orange\",\"b\":1}", "If-Match", first);
      String writer = writer(server);
      String mine = "{\"a\":\"green\",\"b\":2}";

      Reply stale = put(server, writer, mine, "If-Match", first, "Prefer", "merge");
      Reply conflict = put(server, writer, mine, "If-Match", "*", "Merge-Base", first);
      Reply clean =
          put(server, writer, "{\"a\":\"violet\",\"b\":2}", "If-Match", "*", "Merge-Base", first);

      assertThat(stale.status()).isEqualTo(412);
      assertThat(conflict.status()).isEqualTo(409);
      assertThat(clean.status()).isEqualTo(204);
      for (Reply reply : new Reply[] {stale, conflict, clean}) {
        assertThat(reply.text())
            .doesNotContain("violet")
            .doesNotContain("orange")
            .doesNotContain("/a")
            .doesNotContain("\"current_etag\"");
      }
      assertThat(stale.etag() + conflict.etag()).isEmpty();
    }
  }

  @Test
  @DisplayName("a caller who may not read learns nothing by JSON Patch: 403, whatever is there")
  void patches() {
    ControlSecret secret = new ControlSecret(OPERATOR.substring("Bearer ".length()));
    try (RunningServer server = new RunningServer(RunningServer.options().with(secret))) {
      put(server, OPERATOR, "{\"a\":\"violet\"}");
      String writer = writer(server);
      String right = "[{\"op\":\"test\",\"path\":\"/a\",\"value\":\"violet\"}]";
      String wrong = right.replace("violet", "green");

      Reply guessed = patch(server, writer, "application/json-patch+json", right);
      Reply missed = patch(server, writer, "application/json-patch+json", wrong);
      Reply batched =
          server.send(
              "POST",
              "/-/batch",
              "{\"operations\": [{\"method\": \"PATCH\", \"path\": \"/m/secret\", \"if_match\": \"*\", \"content_type\": \"application/json-patch+json\", \"body\": %s}]}"
                  .formatted(wrong)
                  .getBytes(StandardCharsets.UTF_8),
              "Authorization",
              writer);

      assertThat(guessed.status()).isEqualTo(403);
      assertThat(missed.status()).isEqualTo(403);
      assertThat(guessed.problem("detail")).isEqualTo(missed.problem("detail"));
      assertThat(batched.status()).isEqualTo(403);
      assertThat(batched.json().path("index").asInt(-1)).isZero();
      assertThat(patch(server, writer, "application/merge-patch+json", "{\"b\":1}").status())
          .isEqualTo(204);
      assertThat(patch(server, OPERATOR, "application/json-patch+json", wrong).status())
          .isEqualTo(409);
    }
  }

  private static Reply patch(RunningServer server, String who, String type, String patch) {
    return server.send(
        "PATCH",
        "/m/secret",
        patch.getBytes(StandardCharsets.UTF_8),
        "Authorization",
        who,
        "Content-Type",
        type,
        "If-Match",
        "*");
  }

  private static String writer(RunningServer server) {
    Reply made =
        server.send(
            "POST",
            "/-/tokens",
            "{\"name\":\"writer\",\"allow\":[\"write:/m/\"]}".getBytes(StandardCharsets.UTF_8),
            "Authorization",
            OPERATOR);
    return "Bearer " + made.json().path("token").asString();
  }

  private static Reply put(RunningServer server, String who, String document, String... fields) {
    String[] all = new String[fields.length + 4];
    System.arraycopy(fields, 0, all, 4, fields.length);
    all[0] = "Authorization";
    all[1] = who;
    all[2] = "Content-Type";
    all[3] = "application/json";
    return server.put("/m/secret", document, all);
  }
}
