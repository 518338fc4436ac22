package dev.etagere.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.Retention;
import dev.etagere.server.RunningServer;
import dev.etagere.server.RunningServer.Reply;
import dev.etagere.server.Stores;
import dev.etagere.storage.tck.Chains;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clock is set back and forward while the server runs. */
@Tag(Stores.EVERY)
class SetClockTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final RunningServer server = new RunningServer(RunningServer.options().with(now::get));

  @AfterEach
  void stop() {
    server.close();
  }

  private static Instant date(String field) {
    return ZonedDateTime.parse(field, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  @Test
  void lastModifiedNeverGoesBackAndIsNeverLaterThanDate() {
    Reply first = server.put("/a", "one");
    now.set(NOON.minus(Duration.ofHours(3)));
    Reply second = server.put("/a", "two", "If-Match", first.etag());
    assertThat(second.status()).isEqualTo(204);
    assertThat(date(second.field("Last-Modified")))
        .isAfterOrEqualTo(date(first.field("Last-Modified")));
    now.set(NOON.plus(Duration.ofDays(400)));
    Reply third = server.put("/a", "three", "If-Match", second.etag());
    now.set(NOON);
    Reply read = server.get("/a");
    assertThat(date(read.field("Last-Modified"))).isEqualTo(date(third.field("Last-Modified")));
    for (Reply reply : List.of(first, second, third, read)) {
      assertThat(date(reply.field("Last-Modified"))).isBeforeOrEqualTo(date(reply.field("Date")));
    }
    Chains.assertWhole(server.store());
  }

  @Test
  void aDateThatTwoVersionsShareDoesNotLetAWriteThrough() {
    String tag = server.put("/a", "one").etag();
    now.set(NOON.minus(Duration.ofHours(1)));
    Reply second = server.put("/a", "two", "If-Match", tag);
    Reply blind = server.put("/a", "lost?", "If-Unmodified-Since", second.field("Last-Modified"));
    assertThat(blind.status()).isEqualTo(412);
    assertThat(blind.problem("reason")).isEqualTo("ambiguous_date");
  }

  @Test
  void aRetryIsAnsweredAsTheFirstWasThoughTheClockWasSetBack() {
    Reply first = server.put("/a", "one", "Idempotency-Key", "\"k\"");
    now.set(NOON.minus(Duration.ofDays(30)));
    Reply retried = server.put("/a", "one", "Idempotency-Key", "\"k\"");
    assertThat(retried.status()).isEqualTo(201);
    assertThat(retried.etag()).isEqualTo(first.etag());
  }

  @Test
  void generatedIdsStayInOrderThoughTheClockIsSetBack() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      now.set(NOON.minusMillis(i * 10L));
      ids.add(server.send("POST", "/ids/", new byte[] {'x'}).field("Location"));
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void withoutBoundsOnAgeNothingIsDroppedHoweverFarTheClockIsSetForward() {
    AtomicInteger asked = new AtomicInteger();
    InstantSource counting =
        () -> {
          asked.incrementAndGet();
          return now.get();
        };
    Retention often =
        new Retention(
            Duration.ofDays(1), Integer.MAX_VALUE, Retention.DEFAULT.age(), Duration.ofMillis(5));
    try (RunningServer sweeping =
        new RunningServer(RunningServer.options().with(counting).with(often))) {
      String tag = sweeping.put("/a", "one").etag();
      sweeping.put("/a", "two", "If-Match", tag);
      now.set(NOON.plus(Duration.ofDays(40_000)));
      int before = asked.get();
      Instant end = Instant.now().plusSeconds(60);
      while (asked.get() < before + 5) { // each sweep asks
        assertThat(Instant.now()).isBefore(end);
        Thread.onSpinWait();
      }
      assertThat(sweeping.get("/-/versions/a").json().path("versions").size()).isEqualTo(2);
    }
  }
}
