package dev.etagere.client;

import static dev.etagere.client.ScriptedServer.nothing;
import static dev.etagere.client.ScriptedServer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.client.ScriptedServer.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The validator cache as a private cache, over sockets. */
class Rfc9111Test {
  private final PassingTime time = new PassingTime();
  private final ScriptedServer server = new ScriptedServer(asked -> say(500));
  private final AtomicReference<String> token = new AtomicReference<>("alice");
  private EtagereClient client = client(ResponseCache.inMemory(1 << 20));

  private EtagereClient client(ResponseCache cache) {
    return EtagereClient.builder(server.uri())
        .cache(cache)
        .clock(time)
        .pacing(pause -> {})
        .credentials(Credentials.bearer(token::get))
        .build();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A reply with these fields, and 304 where the tag is known. */
  private void serve(String tag, String body, String... fields) {
    server.script(asked -> {
      boolean known = asked.field("If-none-match").filter(tag::equals).isPresent();
      Said said = known ? say(304) : say(200, body);
      said = said.with("ETag", tag);
      for (int i = 0; i < fields.length; i += 2) {
        said = said.with(fields[i], fields[i + 1]);
      }
      return said;
    });
  }

  private String read() {
    return client.read("/x").document().text();
  }

  private int requests() {
    return server.asked().size();
  }

  @Nested
  class Section3Storing {
    @Test
    void noStoreIsNotStored() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60, no-store");
      read();
      read();
      assertThat(server.lastAsked().field("If-none-match")).isEmpty();
    }

    @Test
    void aReplyToOthersMayBeStoredSinceTheCacheIsPrivate() {
      serve("\"a\"", "one", "Cache-Control", "private, max-age=60");
      read();
      read();
      assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {203, 206, 404, 500})
    void onlyAComplete200IsStored(int status) {
      server.script(
          asked -> say(status, "x").with("ETag", "\"a\"").with("Cache-Control", "max-age=60"));
      client.read("/x");
      client.read("/x");
      assertThat(server.asked().get(1).field("If-none-match")).isEmpty();
    }

    @Test
    void a404DropsWhatWasStored() {
      serve("\"a\"", "one");
      read();
      server.script(asked -> say(404));
      client.read("/x");
      serve("\"a\"", "one");
      read();
      assertThat(server.lastAsked().field("If-none-match")).isEmpty();
    }

    @Test
    void whatDoesNotFitIsNotKept() {
      client = client(ResponseCache.inMemory(1_000));
      serve("\"a\"", "x".repeat(2_000));
      read();
      read();
      assertThat(server.lastAsked().field("If-none-match")).isEmpty();
    }
  }

  @Nested
  class Section41Vary {
    @Test
    void aStarMatchesNothing() {
      serve("\"a\"", "one", "Vary", "Accept, *");
      read();
      read();
      assertThat(server.lastAsked().field("If-none-match")).isEmpty();
    }

    @Test
    void theSameRequestFieldsSelectTheStoredReply() {
      serve("\"a\"", "one", "Vary", "accept-encoding, Authorization");
      read();
      read();
      assertThat(server.lastAsked().field("If-none-match")).contains("\"a\"");
    }

    @Test
    void otherRequestFieldsDoNot() {
      Fields asked = Fields.NONE.with("Accept", "text/plain");
      Fields vary = Fields.NONE.with("Vary", "Accept").with("ETag", "\"a\"");
      Reply reply = new Reply(server.uri(), 200, vary, new byte[0], time.instant(), time.instant());
      StoredReply stored = new StoredReply("nobody", CacheDecision.asked(asked, vary), reply);
      assertThat(decide(stored, asked)).isInstanceOf(CacheDecision.Revalidate.class);
      assertThat(decide(stored, asked.with("Accept", "text/html")))
          .isInstanceOf(CacheDecision.Miss.class);
      assertThat(decide(stored, Fields.NONE)).isInstanceOf(CacheDecision.Miss.class);
    }

    @Test
    void credentialsAreNotKeptThough(@TempDir Path folder) throws Exception {
      client = client(ResponseCache.inDirectory(folder, 1 << 20));
      serve("\"a\"", "one", "Vary", "Authorization", "Cache-Control", "max-age=60");
      read();
      read();
      assertThat(requests()).isEqualTo(1);
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("alice");
        }
      }
    }

    private CacheDecision decide(StoredReply stored, Fields asking) {
      return CacheDecision.on(Optional.of(stored), asking, false, time.instant());
    }
  }

  @Nested
  class Section42Freshness {
    @Test
    void freshWithinMaxAgeAndAskedAfterwards() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      read();
      time.pass(Duration.ofSeconds(58));
      read();
      assertThat(requests()).isEqualTo(1);
      time.pass(Duration.ofSeconds(2));
      assertThat(read()).isEqualTo("one");
      assertThat(server.lastAsked().field("If-none-match")).contains("\"a\"");
    }

    @Test
    void a304MakesFreshAgain() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      read();
      time.pass(Duration.ofSeconds(61));
      server.script(asked -> say(304).with("ETag", "\"a\"").with("Cache-Control", "max-age=600"));
      read();
      time.pass(Duration.ofMinutes(5));
      assertThat(read()).isEqualTo("one");
      assertThat(requests()).isEqualTo(2);
    }

    @Test
    void theAgeThatAnIntermediaryGaveCounts() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60", "Age", "59");
      read();
      time.pass(Duration.ofSeconds(1));
      read();
      assertThat(requests()).isEqualTo(2);
    }

    @Test
    void sMaxAgeIsForSharedCaches() {
      serve("\"a\"", "one", "Cache-Control", "s-maxage=600");
      read();
      read();
      assertThat(requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"max-age=60, no-cache", "max-age=x", "max-age=60, max-age=10", "max-age"})
    void noCacheAndInvalidLifetimesAreAskedFor(String control) {
      serve("\"a\"", "one", "Cache-Control", control);
      read();
      read();
      assertThat(requests()).isEqualTo(2);
    }

    @Test
    void expiresCountsFromDateWhereThereIsNoMaxAge() {
      serve("\"a\"", "one", "Expires", "Fri, 31 Dec 2100 23:59:59 GMT");
      read();
      read();
      assertThat(requests()).isEqualTo(1);
    }

    @Test
    void anInvalidExpiresIsInThePast() {
      serve("\"a\"", "one", "Expires", "0");
      read();
      read();
      assertThat(requests()).isEqualTo(2);
    }

    @Test
    void noFreshnessIsGuessedFromLastModified() {
      serve("\"a\"", "one", "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
      read();
      read();
      assertThat(requests()).isEqualTo(2);
    }

    @Test
    void readingAgainAsksInAnyCase() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      client.readAgain(client.read("/x").document());
      assertThat(requests()).isEqualTo(2);
    }
  }

  @Nested
  class Section43Validation {
    @Test
    void a304GivesTheStoredBodyWithItsTag() {
      serve("\"a\"", "one");
      read();
      Document again = client.read("/x").document();
      assertThat(again.text()).isEqualTo("one");
      assertThat(again.tag()).contains("\"a\"");
    }

    @Test
    void a304AboutAnotherTagIsNotBelieved() {
      serve("\"a\"", "one");
      read();
      server.script(asked ->
          asked.field("If-none-match").isPresent()
              ? say(304).with("ETag", "\"b\"")
              : say(200, "two").with("ETag", "\"b\""));
      assertThat(client.read("/x").document())
          .satisfies(document -> assertThat(document.text()).isEqualTo("two"))
          .satisfies(document -> assertThat(document.tag()).contains("\"b\""));
    }

    @Test
    void a304AboutAnotherDateIsNotBelieved() {
      String then = "Sun, 06 Nov 1994 08:49:37 GMT";
      server.script(asked -> say(200, "one").with("Last-Modified", then));
      read();
      String later = "Mon, 07 Nov 1994 08:49:37 GMT";
      server.script(asked ->
          asked.field("If-modified-since").isPresent()
              ? say(304).with("Last-Modified", later)
              : say(200, "two").with("Last-Modified", later));
      assertThat(read()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=60, must-revalidate", "max-age=60"})
    void whatIsStaleNeverAnswersForAServerThatCannotBeReached(String control) {
      serve("\"a\"", "one", "Cache-Control", control);
      read();
      time.pass(Duration.ofSeconds(61));
      server.script(asked -> nothing());
      assertThatThrownBy(() -> client.read("/x")).isInstanceOf(NoReplyException.class);
      server.script(asked -> say(503));
      assertThat(client.read("/x")).isInstanceOf(Refused.class);
    }

    @Test
    void aNewBodyReplacesTheStoredOne() {
      serve("\"a\"", "one");
      read();
      serve("\"b\"", "two");
      assertThat(read()).isEqualTo("two");
      read();
      assertThat(server.lastAsked().field("If-none-match")).contains("\"b\"");
    }

    @Test
    void withoutATagTheDateIsAsked() {
      server.script(
          asked -> say(200, "one").with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"));
      read();
      read();
      assertThat(server.lastAsked().field("If-modified-since"))
          .contains("Sun, 06 Nov 1994 08:49:37 GMT");
    }
  }

  @Nested
  class Section44Invalidation {
    @Test
    void aWriteDropsItsTarget() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      Draft draft = client.read("/x").document().edit("two");
      server.script(asked -> say(204).with("ETag", "\"b\""));
      client.save(draft);
      serve("\"b\"", "two", "Cache-Control", "max-age=60");
      assertThat(read()).isEqualTo("two");
    }

    @Test
    void aWriteWhoseReplyWasLostDropsItsTarget() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      Draft draft = client.read("/x").document().edit("two");
      server.script(asked -> nothing());
      assertThatThrownBy(() -> client.save(draft)).isInstanceOf(UnknownOutcomeException.class);
      serve("\"b\"", "two", "Cache-Control", "max-age=60");
      assertThat(read()).isEqualTo("two");
    }

    @Test
    void whatTheReplyNamesIsDroppedOnTheSameOrigin() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      read();
      server.script(asked -> say(201).with("ETag", "\"b\"").with("Content-Location", "/x"));
      client.create("/y", Content.text("new"));
      serve("\"b\"", "two", "Cache-Control", "max-age=60");
      assertThat(read()).isEqualTo("two");
    }

    @Test
    void whatTheReplyToADeletionNamesIsDroppedToo() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      read();
      Document other = client.read("/y").document();
      server.script(asked -> say(204).with("Content-Location", "/x"));
      assertThat(client.delete(other)).isInstanceOf(Deleted.class);
      serve("\"b\"", "two", "Cache-Control", "max-age=60");
      assertThat(read()).isEqualTo("two");
    }

    @Test
    void whatTheReplyNamesOnAnotherOriginIsKept() {
      try (ScriptedServer other =
          new ScriptedServer(asked -> say(200, "x").with("Cache-Control", "max-age=60"))) {
        String elsewhere = other.uri() + "x";
        client = EtagereClient.of(server.uri().toString());
        client.read(elsewhere);
        server.script(asked -> say(201).with("ETag", "\"b\"").with("Location", elsewhere));
        client.create("/y", Content.text("new"));
        client.read(elsewhere);
        assertThat(other.asked()).hasSize(1);
      }
    }

    @Test
    void anErrorDropsItsTargetOnly() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      read();
      server.script(asked -> say(400).with("Content-Location", "/x"));
      client.create("/y", Content.text("new"));
      assertThat(read()).isEqualTo("one");
      assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aReplyThatWasOnItsWayDuringAWriteIsNotKept() {
      ResponseCache cache = ResponseCache.inMemory(1 << 20);
      cache.enter("nobody");
      int before = cache.stamp(server.uri());
      cache.forget(server.uri());
      Fields tagged = Fields.NONE.with("ETag", "\"a\"");
      Reply late =
          new Reply(server.uri(), 200, tagged, new byte[0], time.instant(), time.instant());
      cache.keep(new StoredReply("nobody", Fields.NONE, late), before);
      assertThat(cache.find(server.uri(), "nobody")).isEmpty();
    }
  }

  @Nested
  class Accounts {
    @Test
    void anotherAccountFindsNothing() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      read();
      token.set("bob");
      read();
      assertThat(server.lastAsked().field("If-none-match")).isEmpty();
      assertThat(server.lastAsked().field("Authorization")).contains("Bearer bob");
    }

    @Test
    void theCacheIsEmptiedWhenTheAccountChanges() {
      serve("\"a\"", "one", "Cache-Control", "max-age=60");
      read();
      token.set("bob");
      read();
      token.set("alice");
      read();
      assertThat(requests()).isEqualTo(3);
      assertThat(server.lastAsked().field("If-none-match")).isEmpty();
    }

    @Test
    void credentialsGoToTheOwnOriginOnly() {
      try (ScriptedServer other = new ScriptedServer(asked -> say(200, "elsewhere"))) {
        server.script(asked -> say(302).with("Location", other.uri() + "x"));
        Document document = client.read("/x").document();
        assertThat(document.url()).isEqualTo(other.uri().resolve("/x"));
        assertThat(other.lastAsked().field("Authorization")).isEmpty();
      }
    }
  }

  @Nested
  class InADirectory {
    @TempDir private Path folder;

    @Test
    void theNextProcessFindsWhatOneKept() {
      client = client(ResponseCache.inDirectory(folder, 1 << 20));
      serve("\"a\"", "one");
      read();
      client = client(ResponseCache.inDirectory(folder, 1 << 20));
      assertThat(read()).isEqualTo("one");
      assertThat(server.lastAsked().field("If-none-match")).contains("\"a\"");
    }

    @Test
    void aDamagedFileCountsAsAbsent() throws Exception {
      client = client(ResponseCache.inDirectory(folder, 1 << 20));
      serve("\"a\"", "one");
      read();
      for (Path file : files()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
      }
      assertThat(read()).isEqualTo("one");
      assertThat(server.lastAsked().field("If-none-match")).isEmpty();
    }

    @Test
    void theLeastRecentlyUsedGoFirst() throws Exception {
      client = client(ResponseCache.inDirectory(folder, 10_000));
      serve("\"a\"", "x".repeat(3_000));
      for (int i = 0; i < 10; i++) {
        client.read("/" + i);
      }
      long kept = 0;
      for (Path file : files()) {
        kept += Files.size(file);
      }
      assertThat(kept).isBetween(3_000L, 10_000L);
      client.read("/9");
      assertThat(server.lastAsked().field("If-none-match")).contains("\"a\"");
    }

    @Test
    void anotherAccountEmptiesTheFolder() throws Exception {
      client = client(ResponseCache.inDirectory(folder, 1 << 20));
      serve("\"a\"", "one");
      read();
      token.set("bob");
      server.script(asked -> say(404));
      client.read("/y");
      assertThat(files()).isEmpty();
    }

    private List<Path> files() throws Exception {
      try (var files = Files.list(folder)) {
        return files.filter(file -> file.toString().endsWith(".reply")).toList();
      }
    }
  }
}
