package dev.etagere.client;

import static dev.etagere.client.ScriptedServer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.client.ScriptedServer.Asked;
import dev.etagere.client.ScriptedServer.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a server says when to come back (RFC 9110 §10.2.3). */
@Timeout(120)
class RetryAfterTest {
  private static final String CHANGE = "id: c1\nevent: change\ndata: {\"path\":\"/n\"}\n\n";

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final PassingTime time = new PassingTime();
  private final ScriptedServer server = new ScriptedServer(asked -> say(500));

  @AfterEach
  void stop() {
    server.close();
  }

  private EtagereClient.Builder builder() {
    return EtagereClient.builder(server.uri()).clock(time);
  }

  private EtagereClient client() {
    return builder().pacing(pauses::add).build();
  }

  /** The first reply is this one, the next is the one that is wanted. */
  private void first(Said refusal, Said then) {
    server.script(asked -> server.asked().size() == 1 ? refusal : then);
  }

  @ParameterizedTest(name = "Retry-After: {0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                                | PT0S
          7                                | PT7S
          120                              | PT2M
          999999999                        | PT277777H46M39S
          -1                               |
          1.5                              |
          soon                             |
          9999999999                       |
          Sat, 21 Nov 2026 12:00:30 GMT    | PT30S
          Saturday, 21-Nov-26 12:00:30 GMT | PT30S
          Sat Nov 21 12:00:30 2026         | PT30S
          Sat, 21 Nov 2026 11:59:59 GMT    |
          """)
  void isReadInSecondsAndAsADate(String value, String duration) {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(RetryAfter.of(Fields.NONE.with("Retry-After", value), now))
        .isEqualTo(Optional.ofNullable(duration).map(Duration::parse));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void ofABusyServerIsWaitedForBeforeItIsAskedAgain(int status) {
    first(say(status).with("Retry-After", "7"), say(200, "x"));
    assertThat(client().read("/x").document().text()).isEqualTo("x");
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void asADateIsWaitedForToo() {
    String then = Dates.format(time.instant().plusSeconds(40));
    first(say(503).with("Retry-After", then), say(200, "x"));
    client().read("/x");
    assertThat(pauses)
        .singleElement()
        .satisfies(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(40)));
  }

  @Test
  void isWaitedForInTheMiddleOfAnUpdate() {
    server.script(asked -> said(asked));
    assertThat(client().update("/x", old -> old.withText("two"))).isInstanceOf(Saved.class);
    assertThat(pauses).contains(Duration.ofSeconds(9));
  }

  private Said said(Asked asked) {
    if (asked.method().equals("GET")) {
      return say(200, "one").with("ETag", "\"a\"");
    }
    long writes = server.asked().stream().filter(each -> each.method().equals("PUT")).count();
    return writes == 1 ? say(503).with("Retry-After", "9") : say(204).with("ETag", "\"b\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void ofAChangeFeedIsWaitedForBeforeItIsConnectedAgain(int status) {
    first(say(status).with("Retry-After", "7"), say(200, CHANGE));
    try (ChangeStream changes = client().follow("/", "")) {
      assertThat(changes.next().path()).isEqualTo("/n");
    }
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void ofAChangeFeedIsWaitedForAsLongAsACallMayTake() {
    first(say(503).with("Retry-After", "86400"), say(200, CHANGE));
    try (ChangeStream changes = client().within(Duration.ofSeconds(30)).follow("/", "")) {
      assertThat(changes.next().path()).isEqualTo("/n");
    }
    assertThat(pauses).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void isNotWaitedForByAStreamThatIsClosed() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    server.script(asked -> {
      arrived.countDown();
      return say(503).with("Retry-After", "100");
    });
    ChangeStream changes = builder().build().follow("/", "");
    CompletableFuture<Boolean> more = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> more.complete(changes.hasNext()));
    arrived.await();
    changes.close();
    assertThat(more.get()).isFalse();
  }
}
