package dev.etagere.client;

import static dev.etagere.client.ScriptedServer.nothing;
import static dev.etagere.client.ScriptedServer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.client.ScriptedServer.Asked;
import dev.etagere.client.ScriptedServer.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that know entity tags and nothing else of Etagere. */
class ForeignServerTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final ScriptedServer server = new ScriptedServer(asked -> say(500));
  private final EtagereClient client =
      EtagereClient.builder(server.uri()).pacing(pauses::add).build();

  private String content = "one";
  private int version = 1;

  @AfterEach
  void stop() {
    server.close();
  }

  /** A plain server of one resource, with these tags and this status where a condition fails. */
  private Said plain(Asked asked, String tagPrefix, int failed) {
    String tag = tagPrefix + "\"v" + version + "\"";
    if (asked.method().equals("GET")) {
      return say(200, content).with("ETag", tag).with("Content-Type", "text/plain");
    }
    boolean holds = !tag.startsWith("W/") && asked.field("If-match").equals(Optional.of(tag));
    if (!holds) {
      return say(failed);
    }
    content = asked.body();
    version++;
    return say(204);
  }

  @Test
  void aSaveSendsTheTagThatCameWithTheContent() {
    server.script(asked -> plain(asked, "", 412));
    SaveResult result = client.save(client.read("/x").document().edit("two"));
    assertThat(server.asked().get(1).field("If-match")).contains("\"v1\"");
    assertThat(content).isEqualTo("two");
    // The reply had no tag, so the next version was read back.
    assertThat(result)
        .isInstanceOfSatisfying(
            Saved.class, saved -> assertThat(saved.document().tag()).contains("\"v2\""));
  }

  @Test
  void anOutdatedSaveIsAConflictWithBothSides() {
    server.script(asked -> plain(asked, "", 412));
    Document document = client.read("/x").document();
    content = "theirs";
    version++;
    assertThat(client.save(document.edit("mine")))
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> {
              assertThat(conflict.mine().base()).isSameAs(document);
              assertThat(conflict.mine().content().asText()).isEqualTo("mine");
              assertThat(conflict.theirs().text()).isEqualTo("theirs");
              assertThat(client.save(conflict.keepMine())).isInstanceOf(Saved.class);
            });
    assertThat(content).isEqualTo("mine");
  }

  @Test
  void aServerThatSays409InsteadOf412IsUnderstoodByReadingAgain() {
    server.script(asked -> plain(asked, "", 409));
    Document document = client.read("/x").document();
    version++;
    assertThat(client.save(document.edit("mine"))).isInstanceOf(Conflict.class);
  }

  @Test
  void a409OnTheCurrentVersionIsARefusal() {
    server.script(
        asked -> asked.method().equals("GET") ? plain(asked, "", 409) : say(409, "no parent"));
    assertThat(client.save(client.read("/x").document().edit("mine")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem().detail()).isEqualTo("no parent"));
  }

  @Test
  void nothingIsSentWhereTheServerGivesWeakTagsOnly() {
    server.script(asked -> plain(asked, "W/", 412));
    SaveResult result = client.save(client.read("/x").document().edit("two"));
    assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem().error()).isEqualTo("no_strong_validator"));
    assertThat(server.asked()).extracting(Asked::method).containsOnly("GET");
  }

  @Test
  void aWeakTagThatTurnsStrongIsTakenFromANewReadingOfTheSameContent() {
    server.script(asked -> plain(asked, server.asked().size() < 2 ? "W/" : "", 412));
    assertThat(client.save(client.read("/x").document().edit("two"))).isInstanceOf(Saved.class);
    assertThat(content).isEqualTo("two");
  }

  @Test
  void aWeakTagIsNotReplacedByTheStrongOneOfAnotherContent() {
    server.script(asked -> plain(asked, server.asked().size() < 2 ? "W/" : "", 412));
    Document document = client.read("/x").document();
    content = "theirs";
    assertThat(client.save(document.edit("two"))).isInstanceOf(Conflict.class);
    assertThat(content).isEqualTo("theirs");
  }

  @Test
  void aDateThatHadPassedProtectsWhereThereIsNoStrongTag() {
    server.script(asked ->
        asked.method().equals("GET")
            ? say(200, content).with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")
            : say(412));
    Document document = client.read("/x").document();
    assertThat(document.validator()).isInstanceOf(Validator.StrongDate.class);
    client.save(document.edit("two"));
    assertThat(server.asked().get(1).field("If-unmodified-since"))
        .contains("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void aLostReplyToAWriteThatLandedIsNotCalledAConflict() {
    server.script(asked -> {
      Said said = plain(asked, "", 412);
      return said.status() == 204 ? nothing() : said;
    });
    Draft draft = client.read("/x").document().edit("two");
    assertThatThrownBy(() -> client.save(draft)).isInstanceOf(UnknownOutcomeException.class);
    assertThat(content).isEqualTo("two");
    assertThat(client.save(draft)).isInstanceOf(Conflict.class);
  }

  @Test
  void aLostReplyToAWriteThatDidNotLandIsRepaired() {
    server.script(asked ->
        asked.method().equals("PUT") && server.asked().size() < 4
            ? nothing()
            : plain(asked, "", 412));
    assertThat(client.save(client.read("/x").document().edit("two"))).isInstanceOf(Saved.class);
    assertThat(version).isEqualTo(2);
    List<Asked> puts =
        server.asked().stream().filter(asked -> asked.method().equals("PUT")).toList();
    assertThat(puts).hasSize(3);
    assertThat(puts)
        .extracting(put -> put.field("Idempotency-key"))
        .containsOnly(puts.get(0).field("Idempotency-key"));
  }

  @Test
  void aCreatingPostWithoutAReplyIsNotSentAgain() {
    server.script(asked -> asked.method().equals("GET") ? say(404) : nothing());
    assertThatThrownBy(() -> client.add("/x/", Content.text("new")))
        .isInstanceOf(UnknownOutcomeException.class);
    assertThat(server.asked()).filteredOn(asked -> asked.method().equals("POST")).hasSize(1);
  }

  @Test
  void aGatewaysTimeOutOnAWriteLeavesItsOutcomeOpen() {
    server.script(asked -> {
      Said said = plain(asked, "", 412);
      return said.status() == 204 ? say(504) : said;
    });
    Draft draft = client.read("/x").document().edit("two");
    assertThatThrownBy(() -> client.save(draft)).isInstanceOf(UnknownOutcomeException.class);
  }

  @Test
  void retryAfterIsHonoured() {
    server.script(
        asked -> server.asked().size() == 1 ? say(503).with("Retry-After", "7") : say(200, "x"));
    assertThat(client.read("/x").document().text()).isEqualTo("x");
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void aRetryAfterBeyondTheDeadlineIsNotWaitedFor() {
    server.script(asked -> say(503).with("Retry-After", "3600"));
    assertThat(client.read("/x")).isInstanceOf(Refused.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anUpdateHonoursRetryAfterOfARefusal() {
    server.script(asked -> {
      if (server.asked().size() == 2) {
        version++;
      }
      Said said = plain(asked, "", 412);
      return said.status() == 412 ? said.with("Retry-After", "3") : said;
    });
    assertThat(client.update("/x", old -> old.withText(old.asText() + "!")))
        .isInstanceOf(Saved.class);
    assertThat(pauses)
        .anySatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(3)));
  }

  @Test
  void anUpdateGivesUpAtOnceWhereTheServerRefusesTheVersionThatItServes() {
    server.script(asked -> asked.method().equals("GET") ? plain(asked, "", 412) : say(412));
    assertThat(client.update("/x", old -> old.withText("two"))).isInstanceOf(Refused.class);
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    server.script(asked -> plain(asked, "", 412));
    assertThat(client.update("/x", old -> old)).isInstanceOf(Saved.class);
    assertThat(server.asked()).hasSize(1);
  }
}
