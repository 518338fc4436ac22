package dev.etagere.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("RFC 7240: what a client prefers")
@Timeout(300)
@Tag(Stores.EVERY)
class PreferTest {

  private static final String JSON = "application/json";

  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply put(String content, String... fields) {
    String[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "Content-Type";
    all[fields.length + 1] = JSON;
    return server.put("/p/a", content, all);
  }

  @Nested
  @DisplayName("return")
  class Return {

    @Test
    @DisplayName("representation: 201 or 200 with the new document, its tag and Content-Location")
    void representation() {
      Reply created = put("{\"n\":1}", "Prefer", "return=representation");
      Reply replaced =
          put("{\"n\":2}", "If-Match", created.etag(), "Prefer", "return=representation");

      assertThat(created.status()).isEqualTo(201);
      assertThat(created.field("Location")).isEqualTo("/p/a");
      assertThat(replaced.status()).isEqualTo(200);
      assertThat(replaced.text()).isEqualTo("{\"n\":2}");
      for (Reply reply : new Reply[] {created, replaced}) {
        assertThat(reply.field("Preference-Applied")).isEqualTo("return=representation");
        assertThat(reply.field("Content-Location")).isEqualTo("/p/a");
        assertThat(reply.field("Content-Type")).isEqualTo(JSON);
      }
      assertThat(replaced.etag()).startsWith("\"2.").isEqualTo(server.get("/p/a").etag());
    }

    @Test
    @DisplayName("representation of a patched document and of a new member")
    void patchedAndCreated() {
      String tag = put("{\"a\":1}").etag();

      Reply patched =
          server.send(
              "PATCH",
              "/p/a",
              "{\"b\":2}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
              "Content-Type",
              "application/merge-patch+json",
              "If-Match",
              tag,
              "Prefer",
              "return=representation");
      Reply member =
          server.send("POST", "/p/", new byte[] {1, 2}, "Prefer", "return=representation");

      assertThat(patched.status()).isEqualTo(200);
      assertThat(patched.text()).isEqualTo("{\"a\":1,\"b\":2}");
      assertThat(member.status()).isEqualTo(201);
      assertThat(member.bytes()).containsExactly(1, 2);
      assertThat(member.field("Content-Location")).isEqualTo(member.field("Location"));
    }

    @Test
    @DisplayName("representation of content that is staged")
    void staged() {
      byte[] content = new byte[200_000];
      Arrays.fill(content, (byte) 7);

      Reply reply = server.send("PUT", "/p/large", content, "Prefer", "return=representation");

      assertThat(reply.bytes()).isEqualTo(content);
      assertThat(reply.field("Content-Length")).isEqualTo("200000");
    }

    @Test
    @DisplayName("minimal: 201 and 204 without content, on PUT, POST and DELETE")
    void minimal() {
      Reply created = put("{}", "Prefer", "return=minimal");
      Reply replaced = put("{}", "If-Match", created.etag(), "Prefer", "return=minimal");
      Reply member = server.send("POST", "/p/", new byte[1], "Prefer", "return=minimal");
      Reply deleted =
          server.send("DELETE", "/p/a", "If-Match", replaced.etag(), "Prefer", "return=minimal");

      assertThat(created.status()).isEqualTo(201);
      assertThat(replaced.status()).isEqualTo(204);
      assertThat(member.status()).isEqualTo(201);
      assertThat(deleted.status()).isEqualTo(204);
      for (Reply reply : new Reply[] {created, replaced, member, deleted}) {
        assertThat(reply.field("Preference-Applied")).isEqualTo("return=minimal");
        assertThat(reply.bytes()).isEmpty();
      }
    }

    @Test
    @DisplayName("representation of what was deleted: there is none, and no preference is applied")
    void deleted() {
      String tag = put("{}").etag();

      Reply reply =
          server.send("DELETE", "/p/a", "If-Match", tag, "Prefer", "return=representation");

      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.field("Preference-Applied")).isEmpty();
    }

    @Test
    @DisplayName("without a preference, or with another: 204, and none is applied")
    void none() {
      String tag = put("{}").etag();

      Reply reply = put("{}", "If-Match", tag, "Prefer", "return=everything");

      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.field("Preference-Applied")).isEmpty();
    }

    @Test
    @DisplayName("minimal after a merge: its writer has not seen all of it, and gets the whole")
    void merged() {
      String base = put("{\"a\":1,\"b\":1}").etag();
      put("{\"a\":2,\"b\":1}", "If-Match", base);

      Reply reply =
          put("{\"a\":1,\"b\":2}", "If-Match", "*", "Merge-Base", base, "Prefer", "return=minimal");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo("{\"a\":2,\"b\":2}");
      assertThat(reply.field("Preference-Applied")).isEmpty();
    }
  }

  @Nested
  @DisplayName("wait")
  class Wait {

    private CompletableFuture<Reply> waiting(String tag, int seconds) {
      return CompletableFuture.supplyAsync(
          () -> server.get("/p/a", "If-None-Match", tag, "Prefer", "wait=" + seconds));
    }

    @Test
    @DisplayName("a conditional GET is answered with 200 as soon as there is another version")
    void changed() {
      String tag = put("{\"n\":1}").etag();
      CompletableFuture<Reply> reply = waiting(tag, 50);
      assertThat(server.put("/p/other", "unrelated").status()).isEqualTo(201);

      put("{\"n\":2}", "If-Match", tag);

      assertThat(reply.join().status()).isEqualTo(200);
      assertThat(reply.join().text()).isEqualTo("{\"n\":2}");
      assertThat(reply.join().field("Preference-Applied")).isEqualTo("wait=50");
    }

    @Test
    @DisplayName("a tag that is stale already is answered at once")
    void stale() {
      String old = put("{\"n\":1}").etag();
      put("{\"n\":2}", "If-Match", old);

      Reply reply = waiting(old, 50).join();

      assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    @Tag(Stores.IN_MEMORY)
    @DisplayName("when the time is over: 304 with the tag, however long connections may be silent")
    void over() {
      server.close();
      Limits silent =
          new Limits(
              16_384, 8_192, 1 << 20, Duration.ofSeconds(3), Duration.ofSeconds(30), 100, 100);
      server = new RunningServer(RunningServer.options().with(silent));
      String tag = put("{}").etag();
      long start = System.nanoTime();

      Reply reply = waiting(tag, 4).join();

      assertThat(reply.status()).isEqualTo(304);
      assertThat(reply.etag()).isEqualTo(tag);
      assertThat(reply.field("Preference-Applied")).isEqualTo("wait=4");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    @Tag(Stores.IN_MEMORY)
    @DisplayName("nobody waits longer than the server lets them, and the reply says how long")
    void bounded() {
      server.close();
      server =
          new RunningServer(
              RunningServer.options().with(Protocol.DEFAULT.waitingAtMost(Duration.ofSeconds(1))));
      String tag = put("{}").etag();

      Reply reply = waiting(tag, 1_000_000).join();

      assertThat(reply.status()).isEqualTo(304);
      assertThat(reply.field("Preference-Applied")).isEqualTo("wait=1");
    }

    @Test
    @DisplayName("a deletion ends the wait with 404")
    void deleted() {
      String tag = put("{}").etag();
      CompletableFuture<Reply> reply = waiting(tag, 50);

      server.send("DELETE", "/p/a", "If-Match", tag);

      assertThat(reply.join().status()).isEqualTo(404);
    }

    @Test
    @DisplayName("without If-None-Match there is nothing to wait for")
    void unconditional() {
      put("{}");

      Reply reply = server.get("/p/a", "Prefer", "wait=50");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.field("Preference-Applied")).isEmpty();
    }

    @Test
    @DisplayName("a hundred who wait for one version are all told")
    void many() {
      String tag = put("{}").etag();
      Optional<CompletableFuture<Void>> all =
          java.util.stream.Stream.generate(() -> waiting(tag, 50))
              .limit(100)
              .map(reply -> reply.thenAccept(told -> assertThat(told.status()).isEqualTo(200)))
              .reduce((one, other) -> CompletableFuture.allOf(one, other));

      put("{\"n\":2}", "If-Match", tag);

      assertThat(all).hasValueSatisfying(CompletableFuture::join);
    }
  }
}
