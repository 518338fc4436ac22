package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import dev.etagere.storage.InMemoryStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Behind a proxy that weakens tags, where the server is told to take them")
class WeakenedTagsTest {

  private static RunningServer server;

  @BeforeAll
  static void start() {
    ServerOptions options =
        RunningServer.options().with(Protocol.DEFAULT.acceptingWeakenedTags(true));
    server = new RunningServer(new InMemoryStore(), options);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName(
      "a weakened tag names its version, also with a suffix; the reply and the count say so")
  void accepted() {
    String first = server.put("/w/a", "1").etag();
    String counted = counted();

    Reply second = server.put("/w/a", "2", "If-Match", "W/" + first);
    String suffixed = second.etag().replaceFirst("\"$", "-gzip\"");
    Reply third = server.put("/w/a", "3", "If-Match", "\"x\", W/" + suffixed);

    assertThat(second.status()).isEqualTo(204);
    assertThat(third.status()).isEqualTo(204);
    assertThat(second.field("Etagere-Warning")).contains("weakened");
    assertThat(third.field("Etagere-Warning")).contains("weakened");
    assertThat(counted()).isNotEqualTo(counted);
  }

  private static String counted() {
    return server
        .get("/-/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("etagere_tags_weakened_total"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("a stale one is refused as the strong one is, and no lost update gets through")
  void stale() {
    String first = server.put("/w/b", "1").etag();
    server.put("/w/b", "2", "If-Match", first);

    Reply reply = server.put("/w/b", "3", "If-Match", "W/" + first);

    assertThat(reply.status()).isEqualTo(412);
    assertThat(reply.problem("reason")).isEqualTo("stale");
    assertThat(server.get("/w/b").text()).isEqualTo("2");
  }

  @Test
  @DisplayName(
      "weak tags that this server never made, strong ones and malformed fields stay as they are")
  void others() {
    String tag = server.put("/w/c", "1").etag();

    Reply foreign = server.put("/w/c", "2", "If-Match", "W/\"x\"");
    Reply malformed = server.put("/w/c", "2", "If-Match", "w/" + tag);
    Reply strong = server.put("/w/c", "2", "If-Match", tag);

    assertThat(foreign.status()).isEqualTo(412);
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(strong.status()).isEqualTo(204);
    assertThat(strong.field("Etagere-Warning")).isEmpty();
  }

  @Test
  @DisplayName("without the option a weakened tag is refused, and the reason says that it is weak")
  void off() {
    try (RunningServer strict = new RunningServer()) {
      String tag = strict.put("/w/d", "1").etag();

      Reply reply = strict.put("/w/d", "2", "If-Match", "W/" + tag);

      assertThat(reply.status()).isEqualTo(412);
      assertThat(reply.problem("reason")).isEqualTo("weak");
    }
  }
}
