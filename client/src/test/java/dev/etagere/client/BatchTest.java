package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final LocalServer server = new LocalServer();
  private final EtagereClient client = server.client();

  @AfterEach
  void stop() {
    server.close();
  }

  private Document created(String path, Content content) {
    return ((Saved) client.create(path, content)).document();
  }

  private String text(String path) {
    return client.read(path).document().text();
  }

  @Test
  void everyWriteIsPerformedAndTold() {
    Document saved = created("/b/saved", Content.text("one"));
    Document patched = created("/b/patched", Content.json("{\"a\":1}"));
    Document deleted = created("/b/deleted", Content.text("gone"));
    byte[] bytes = {0, (byte) 0xff, 10};

    Committed committed =
        (Committed)
            client.commit(
                Batch.empty()
                    .save(saved.edit("grüße"))
                    .patch(patched, Patch.merge("{\"b\":2}"))
                    .delete(deleted)
                    .create("/b/made.bin", Content.of(bytes, "image/x-made-up"))
                    .add("/b/", Content.json("{\"n\":1}")));

    assertThat(committed.writes()).extracting(Committed.Write::version).contains(2L, 2L, 1L, 1L);
    assertThat(text("/b/saved")).isEqualTo("grüße");
    assertThat(text("/b/patched")).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(client.read("/b/deleted")).isInstanceOf(Gone.class);
    assertThat(client.read("/b/made.bin").document().content().bytes()).isEqualTo(bytes);
    Committed.Write added = committed.writes().get(4);
    assertThat(client.read(added.url().toString()).document())
        .satisfies(now -> assertThat(now.text()).isEqualTo("{\"n\":1}"))
        .satisfies(now -> assertThat(now.tag()).contains(added.tag()));
  }

  @Test
  void whereOneFailsNothingIsDoneAndEachThatFailsIsNamed() {
    Document first = created("/b/note", Content.text("one"));
    client.save(first.edit("two"));
    created("/b/there", Content.text("there"));

    NotCommitted refused =
        (NotCommitted)
            client.commit(
                Batch.empty()
                    .create("/b/new", Content.text("new"))
                    .save(first.edit("three"))
                    .create("/b/there", Content.text("again")));

    assertThat(refused.failures()).extracting(NotCommitted.Failure::index).containsExactly(1, 2);
    assertThat(refused.failures())
        .extracting(failure -> failure.problem().reason())
        .containsExactly("stale", "exists");
    assertThat(refused.failures()).allMatch(NotCommitted.Failure::isConflict);
    assertThat(refused.problem().reason()).isEqualTo("stale");
    assertThat(client.read("/b/new")).isInstanceOf(Gone.class);
    assertThat(text("/b/note")).isEqualTo("two");
  }

  @Test
  void aBatchCommittedAgainIsPerformedOnce() {
    Batch batch = Batch.empty().add("/b/", Content.text("once"));
    BatchResult first = client.commit(batch);
    assertThat(client.commit(batch)).isEqualTo(first);
    assertThat(client.members("/b/")).hasSize(1);
  }

  @Test
  void whatCannotBeProtectedIsNotSent() {
    Document note = created("/b/note", Content.text("one"));
    Document old = client.version("/b/note", 1).document();
    NotCommitted refused =
        (NotCommitted)
            client.commit(
                Batch.empty()
                    .save(note.edit("two"))
                    .delete(old)
                    .create("http://elsewhere.example/b", Content.text("x"))
                    .create("/b/broken", Content.json("{")));
    assertThat(refused.failures())
        .extracting(failure -> failure.index() + " " + failure.problem().error())
        .containsExactly("1 foreign", "2 foreign", "3 malformed_json");
    assertThat(text("/b/note")).isEqualTo("one");
  }

  @Test
  void aWeakTagIsNoConditionOfABatch() {
    try (ScriptedServer other =
        new ScriptedServer(asked -> ScriptedServer.say(200, "one").with("ETag", "W/\"1\""))) {
      EtagereClient foreign = EtagereClient.of(other.uri().toString());
      Document note = foreign.read("/note").document();
      NotCommitted refused =
          (NotCommitted) foreign.commit(Batch.empty().save(note.edit("two")).delete(note));
      assertThat(refused.problem().error()).isEqualTo("no_strong_validator");
      assertThat(refused.failures()).hasSize(2);
      assertThat(other.asked()).extracting(ScriptedServer.Asked::method).containsExactly("GET");
    }
  }

  @Test
  void aServerThatKnowsNoBatchesRefusesThemWhole() {
    try (ScriptedServer other = new ScriptedServer(asked -> ScriptedServer.say(404))) {
      EtagereClient foreign = EtagereClient.of(other.uri().toString());
      assertThat(foreign.commit(Batch.empty().create("/a", Content.text("x"))))
          .isInstanceOfSatisfying(
              NotCommitted.class,
              refused -> {
                assertThat(refused.problem().status()).isEqualTo(404);
                assertThat(refused.failures()).isEqualTo(List.of());
              });
    }
  }

  @Test
  void aReplyThatDoesNotTellEachResultLeavesTheOutcomeOpen() {
    try (ScriptedServer other = new ScriptedServer(asked -> ScriptedServer.say(200, "{}"))) {
      EtagereClient foreign = EtagereClient.of(other.uri().toString());
      Batch batch = Batch.empty().create("/a", Content.text("x"));
      assertThatExceptionOfType(UnknownOutcomeException.class)
          .isThrownBy(() -> foreign.commit(batch));
    }
  }

  @Test
  void whatTheBatchWroteIsReadAnew() {
    Document note = created("/b/note", Content.text("one"));
    assertThat(text("/b/note")).isEqualTo("one");
    client.commit(Batch.empty().save(note.edit("two")));
    assertThat(text("/b/note")).isEqualTo("two");
  }
}
