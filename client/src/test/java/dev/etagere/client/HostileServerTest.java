package dev.etagere.client;

import static dev.etagere.client.ScriptedServer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.client.ScriptedServer.Asked;
import dev.etagere.client.ScriptedServer.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers whose validators protect nothing: the client says so, and sends nothing. */
class HostileServerTest {
  private final ScriptedServer server = new ScriptedServer(asked -> say(500));
  private final EtagereClient client =
      EtagereClient.builder(server.uri()).pacing(pause -> {}).build();

  private String content = "{\"n\":1}";
  private int version = 1;

  @AfterEach
  void stop() {
    server.close();
  }

  /** What is wrong with the validators of a server, and what the client says to it. */
  enum Fault {
    NO_VALIDATOR("no validator"),
    A_WEAK_TAG("a weak tag"),
    AN_UNQUOTED_TAG("no validator"),
    TWO_TAGS("no validator"),
    A_DATE_OF_THIS_SECOND("no validator"),
    A_WEAK_TAG_AND_A_DATE_OF_THIS_SECOND("a weak tag");

    private final String named;

    Fault(String named) {
      this.named = named;
    }

    Said on(Said reply) {
      // An hour ahead, so that it stays newer than the Date of every reply.
      String date = Dates.format(Instant.now().plus(Duration.ofHours(1)));
      return switch (this) {
        case NO_VALIDATOR -> reply;
        case A_WEAK_TAG -> reply.with("ETag", "W/\"a\"");
        case AN_UNQUOTED_TAG -> reply.with("ETag", "a");
        case TWO_TAGS -> reply.with("ETag", "\"a\"").with("ETag", "\"b\"");
        case A_DATE_OF_THIS_SECOND -> reply.with("Last-Modified", date);
        case A_WEAK_TAG_AND_A_DATE_OF_THIS_SECOND ->
            reply.with("ETag", "W/\"a\"").with("Last-Modified", date);
      };
    }
  }

  private void serve(Fault fault) {
    server.script(asked ->
        asked.method().equals("GET")
            ? fault.on(say(200, content).with("Content-Type", "application/json"))
            : say(204));
  }

  private void isRefusedUnsent(Object result, Fault fault) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.problem().status()).isZero();
              assertThat(refused.problem().error()).isEqualTo("no_strong_validator");
              assertThat(refused.problem().detail()).contains(fault.named);
            });
    assertThat(server.asked()).extracting(Asked::method).containsOnly("GET");
  }

  @ParameterizedTest
  @EnumSource
  void noWriteIsSentThatNothingWouldProtect(Fault fault) {
    serve(fault);
    Document document = client.read("/x").document();
    assertThat(document.validator().protectsSaving()).isFalse();
    isRefusedUnsent(client.save(document.edit("{\"n\":2}")), fault);
    isRefusedUnsent(client.delete(document), fault);
    isRefusedUnsent(client.patch(document, Patch.merge("{\"n\":2}")), fault);
    isRefusedUnsent(client.update("/x", old -> old.withText("{\"n\":2}")), fault);
  }

  @ParameterizedTest
  @EnumSource
  void aBatchWithAnUnprotectedWriteIsNotSent(Fault fault) {
    serve(fault);
    Document document = client.read("/x").document();
    assertThat(client.commit(Batch.empty().save(document.edit("{\"n\":2}"))))
        .isInstanceOf(NotCommitted.class);
    assertThat(server.asked()).extracting(Asked::method).containsOnly("GET");
  }

  @Test
  void creatingAndOverwritingNeedNoValidator() {
    serve(Fault.NO_VALIDATOR);
    assertThat(client.create("/y", Content.json(content))).isInstanceOf(Saved.class);
    assertThat(server.asked().get(0).field("If-none-match")).contains("*");
    assertThat(client.overwrite("/y", Content.json(content))).isInstanceOf(Saved.class);
  }

  /** A tag that is made anew for every reply, of the time or at random. */
  private Said restless(Asked asked) {
    version++;
    return asked.method().equals("GET")
        ? say(200, content).with("ETag", "\"v" + version + "\"")
        : say(412);
  }

  @Test
  void aTagThatNeverStaysIsAConflictAndNoEndlessRetry() {
    server.script(this::restless);
    UpdatePolicy three =
        new UpdatePolicy(UpdatePolicy.OnConflict.REAPPLY, 3, Duration.ofSeconds(1));
    assertThat(client.update("/x", old -> old.withText("two"), three)).isInstanceOf(Conflict.class);
    assertThat(server.asked()).filteredOn(asked -> asked.method().equals("PUT")).hasSize(3);
  }

  /** A server without a tag in its reply to a PUT, after which somebody else writes at once. */
  private Said crowded(Asked asked) {
    String tag = "\"v" + version + "\"";
    if (asked.method().equals("GET")) {
      return say(200, content).with("ETag", tag).with("Content-Type", "application/json");
    }
    if (!asked.field("If-match").equals(Optional.of(tag))) {
      return say(412);
    }
    content = "{\"theirs\":1}";
    version += 2;
    return say(204);
  }

  @Test
  void whatSomebodyElseWroteBeforeItWasReadBackIsNotTakenForTheOwn() {
    server.script(this::crowded);
    Document document = client.read("/x").document();
    Document mine = ((Saved) client.save(document.edit("{\"n\":2}"))).document();
    assertThat(mine.text()).isEqualTo("{\"n\":2}");
    assertThat(client.save(mine.edit("{\"n\":3}")))
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> assertThat(conflict.theirs().text()).isEqualTo("{\"theirs\":1}"));
    assertThat(content).isEqualTo("{\"theirs\":1}");
  }
}
