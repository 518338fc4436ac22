package dev.etagere.client.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.client.Conflict;
import dev.etagere.client.Content;
import dev.etagere.client.Document;
import dev.etagere.client.Draft;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.LocalServer;
import dev.etagere.client.Refused;
import dev.etagere.client.Saved;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the Javadoc do what they say. */
class ExamplesTest {
  private static final LocalServer SERVER = new LocalServer();

  private final EtagereClient client = SERVER.client();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @AfterEach
  void clear() {
    for (String path : List.of("/notes/1", "/visits", "/status/backup")) {
      client.read(path).found().ifPresent(client::delete);
    }
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Document milk() {
    Creating.create(client, out);
    return client.read("/notes/1").document();
  }

  @Test
  void contents() {
    assertThat(Values.content(new byte[1]).asText()).contains("\"amount\": 2");
  }

  @Test
  void credentialsAndCache(@TempDir Path folder) throws Exception {
    milk();
    Path token = Files.writeString(folder.resolve("token"), "secret\n");
    // The server knows no such token, and says so: it was sent.
    assertThat(Values.credentials(SERVER.uri(), token).read("/notes/1"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem().status()).isEqualTo(401));
    assertThat(Values.cache(SERVER.uri(), folder.resolve("cache")).read("/notes/1").found())
        .isPresent();
    assertThat(folder.resolve("cache")).isNotEmptyDirectory();
  }

  @Test
  void creating() {
    Creating.create(client, out);
    Creating.create(client, out);
    assertThat(printed())
        .contains("Created " + SERVER.uri() + "notes/1")
        .contains("There is one already");
  }

  @Test
  void overwriting() {
    Creating.overwrite(client, out);
    assertThat(client.read("/status/backup").document().text()).isEqualTo("done");
  }

  @Test
  void deleting() {
    Document note = milk();
    Creating.delete(client, note, out);
    assertThat(printed()).contains("It is gone.");
  }

  @Test
  void reading() {
    Reading.read(client, out);
    Draft draft = milk().edit("{}");
    Reading.read(client, out);
    Reading.validator(draft.base(), out);
    assertThat(printed()).contains("There is no such note.").contains("Milk");
    assertThat(Reading.document(client).content().asText()).contains("Oat milk");
  }

  @Test
  void saving() {
    Draft oat = milk().edit("{\"title\": \"Oat milk\"}");
    Saving.save(client, oat, out);
    assertThat(printed()).contains("Saved as \"");
    Saving.save(client, oat.base().edit("{\"title\": \"Goat milk\"}"), out);
    assertThat(printed()).contains("Somebody was faster: {\"title\": \"Oat milk\"}");
    assertThat(Saving.whole(SERVER.uri().toString())).isInstanceOf(Saved.class);
  }

  @Test
  void decidingAConflict() {
    Document base = milk();
    Saved saved = (Saved) client.save(base.edit("{\"title\": \"Oat milk\"}"));
    assertThat(Saving.again(client, saved)).isInstanceOf(Saved.class);
    Conflict conflict = (Conflict) client.save(base.edit("{\"title\": \"Goat milk\"}"));
    Saving.conflict(client, conflict);
    assertThat(client.read("/notes/1").document().text()).contains("Oat and soy milk");
  }

  @Test
  void recreatingWhatIsGone() {
    Draft draft = milk().edit("{}");
    client.delete(draft.base());
    Saving.gone(client, draft, client.save(draft));
    assertThat(client.read("/notes/1").document().text()).isEqualTo("{}");
  }

  @Test
  void updating() {
    client.create("/visits", Content.text("41"));
    Updating.policy(client);
    assertThat(client.read("/visits").document().text()).isEqualTo("42");
  }

  @Test
  void failures() {
    Failures.refused(client, out);
    Failures.problem(client.save(milk().edit("{")), out);
    Failures.noReply(client, out);
    Failures.unknownOutcome(client, client.read("/notes/1").document().edit("{}"));
    assertThat(client.read("/notes/1").document().text()).isEqualTo("{}");
  }

  @Test
  void batches() {
    Document note = milk();
    Document index = saved(client.create("/index", Content.json("{}")));
    Batches.tell(Batches.archive(client, note, index), out);
    assertThat(printed()).contains("Made " + SERVER.uri() + "archive/1 \"1.");
    assertThat(client.read("/notes/1").found()).isEmpty();
    Batches.tell(Batches.archive(client, note, index), out);
    assertThat(printed())
        .contains(SERVER.uri() + "archive/1: exists")
        .contains(SERVER.uri() + "index: stale");
  }

  private static Document saved(Object result) {
    return ((Saved) result).document();
  }

  @Test
  void checkouts(@TempDir Path folder) throws Exception {
    milk();
    assertThat(Looking.checkouts(client, folder.resolve("kept"), folder.resolve("note.json")))
        .isInstanceOf(Saved.class);
  }

  @Test
  void patchingAndMerging() {
    Document base = milk();
    assertThat(Saving.patch(client, base))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem().error()).isEqualTo("patch_failed"));
    Document patched = client.read("/notes/1").document();
    assertThat(patched.text()).contains("amount");
    Conflict conflict = (Conflict) client.save(base.edit("{\"title\": \"Oat milk\"}"));
    assertThat(Saving.merge(client, conflict)).isInstanceOf(Saved.class);
    assertThat(client.read("/notes/1").document().text()).contains("Oat milk").contains("amount");
  }

  @Test
  void looking() {
    milk();
    Looking.members(client, out);
    Looking.versions(client, out);
    assertThat(Looking.changes(client, "", out)).isNotEmpty();
    assertThat(printed())
        .contains("/notes/1, version ")
        .contains(" written by nobody known")
        .contains("/notes/1 is at version ");
  }

  @Test
  void theBuilder() {
    assertThat(Values.builder(SERVER.uri()).read("/notes/1"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem().status()).isEqualTo(401));
  }
}
