package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The client against Etagere itself. */
class EtagereServerTest {
  private static final LocalServer SERVER = new LocalServer();

  private final EtagereClient client = SERVER.client();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private Document created(String path, String text) {
    return saved(client.create(path, Content.text(text)));
  }

  private static Document saved(Object result) {
    assertThat(result).isInstanceOf(Saved.class);
    return ((Saved) result).document();
  }

  @Test
  void whatIsCreatedCanBeSavedWithoutReadingIt() {
    Document first = created("/saving/1", "one");
    Document second = saved(client.save(first.edit("two")));
    Document third = saved(client.save(second.edit("three")));
    assertThat(client.read("/saving/1").document())
        .satisfies(now -> assertThat(now.text()).isEqualTo("three"))
        .satisfies(now -> assertThat(now.isSameVersionAs(third)).isTrue());
  }

  @Test
  void ofTwoWhoReadTheSameVersionOneSaves() {
    Document base = created("/saving/2", "one");
    saved(client.save(base.edit("first")));
    assertThat(client.save(base.edit("second")))
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> {
              assertThat(conflict.theirs().text()).isEqualTo("first");
              assertThat(conflict.problem().reason()).isEqualTo("stale");
              saved(client.save(conflict.keepMine()));
            });
  }

  @Test
  void creatingWhatExistsGivesWhatExists() {
    created("/saving/3", "one");
    assertThat(client.create("/saving/3", Content.text("two")))
        .isInstanceOfSatisfying(
            Exists.class, exists -> assertThat(exists.current().text()).isEqualTo("one"));
  }

  @Test
  void deletingTakesTheVersionThatWasRead() {
    Document first = created("/saving/4", "one");
    Document second = saved(client.save(first.edit("two")));
    assertThat(client.delete(first))
        .isInstanceOfSatisfying(
            Changed.class, changed -> assertThat(changed.current().text()).isEqualTo("two"));
    assertThat(client.delete(second)).isEqualTo(new Deleted(second.url()));
    assertThat(client.delete(second)).isInstanceOf(Gone.class);
    assertThat(client.save(second.edit("three"))).isInstanceOf(Gone.class);
    assertThat(client.read("/saving/4")).isInstanceOf(Gone.class);
  }

  @Test
  void overwritingReplacesOrCreates() {
    saved(client.overwrite("/saving/5", Content.text("one")));
    saved(client.overwrite("/saving/5", Content.text("two")));
    assertThat(client.read("/saving/5").document().text()).isEqualTo("two");
  }

  @Test
  void binaryContentAndMediaTypeComeBackAsTheyWere() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Content image = Content.of(bytes, "image/x-made-up");
    saved(client.create("/saving/6.bin", image));
    assertThat(client.read("/saving/6.bin").document().content()).isEqualTo(image);
  }

  @Test
  void anInvalidPathIsRefusedWithTheServersProblem() {
    assertThat(client.read("/a//b"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(400);
              assertThat(refused.problem().requestId()).isNotEmpty();
            });
  }

  @Test
  void updatesOfManyThreadsAddUp() throws Exception {
    created("/saving/counter", "0");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SaveResult>> results =
          IntStream.range(0, 100)
              .mapToObj(i ->
                  threads.submit(
                      () -> client.update("/saving/counter", EtagereServerTest::plusOne)))
              .toList();
      for (Future<SaveResult> result : results) {
        assertThat(result.get()).isInstanceOf(Saved.class);
      }
    }
    assertThat(client.read("/saving/counter").document().text()).isEqualTo("100");
  }

  static Content plusOne(Content content) {
    return content.withText(Integer.toString(Integer.parseInt(content.asText()) + 1));
  }

  @Test
  void referencesAreResolvedAgainstTheBase() {
    created("/saving/7", "one");
    EtagereClient below = EtagereClient.builder(SERVER.uri().resolve("/saving/")).build();
    assertThat(below.read("7").document().url()).isEqualTo(SERVER.uri().resolve("/saving/7"));
    assertThat(below.read(URI.create(SERVER.uri() + "saving/7").toString()).found()).isPresent();
  }

  @Test
  void versionsAndChangesAreListedAndOldContentsAreRead() {
    Document first = created("/looking/1", "one");
    saved(client.save(first.edit("two")));
    assertThat(client.versions("/looking/1"))
        .extracting(PastVersion::number)
        .containsExactly(2L, 1L);
    assertThat(client.version("/looking/1", 1).document().text()).isEqualTo("one");
    assertThat(client.changes("/looking/", "")).extracting(Change::version).containsExactly(1L, 2L);
    assertThat(client.members("/looking/")).extracting(Member::path).containsExactly("/looking/1");
  }

  @Test
  void aFollowedFeedGoesOnBehindItsCursor() {
    Document first = created("/following/1", "one");
    Change seen = client.changes("/following/", "").iterator().next();
    try (ChangeStream changes = client.follow("/following/", seen.cursor())) {
      saved(client.save(first.edit("two")));
      assertThat(changes.next().version()).isEqualTo(2);
    }
  }

  @Test
  void aPatchIsAppliedToTheVersionThatWasRead() {
    Document first = saved(client.create("/patching/1", Content.json("{\"a\":1}")));
    Document second = saved(client.patch(first, Patch.merge("{\"b\":2}")));
    assertThat(second.text()).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(client.patch(first, Patch.merge("{\"b\":3}"))).isInstanceOf(Conflict.class);
  }
}
