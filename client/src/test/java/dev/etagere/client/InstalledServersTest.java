package dev.etagere.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that nobody here wrote: what docs/client.md says of them. */
class InstalledServersTest {
  @TempDir private Path folder;

  private static EtagereClient client(InstalledServer server) {
    return EtagereClient.of(server.uri().toString());
  }

  private static Document saved(Object result) {
    assertThat(result).isInstanceOf(Saved.class);
    return ((Saved) result).document();
  }

  @Test
  void apacheWithStrongTagsProtectsEveryWrite() throws Exception {
    try (InstalledServer server = InstalledServer.apache(folder, "Digest")) {
      protectsEveryWrite(client(server));
    }
  }

  @Test
  void lighttpdProtectsEveryWriteAndTellsTheNewTag() throws Exception {
    try (InstalledServer server = InstalledServer.lighttpd(folder)) {
      protectsEveryWrite(client(server));
    }
  }

  private static void protectsEveryWrite(EtagereClient client) {
    Document first = saved(client.create("/a.json", Content.json("{\"n\":1}")));
    assertThat(first.validator()).isInstanceOf(Validator.StrongTag.class);
    assertThat(client.create("/a.json", Content.json("{}"))).isInstanceOf(Exists.class);
    Document second = saved(client.save(first.edit("{\"n\":2}")));
    assertThat(client.save(first.edit("{\"n\":3}")))
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> assertThat(conflict.theirs().text()).isEqualTo("{\"n\":2}"));
    assertThat(client.delete(first)).isInstanceOf(Changed.class);
    assertThat(client.delete(second)).isInstanceOf(Deleted.class);
    assertThat(client.save(second.edit("{}"))).isInstanceOf(Gone.class);
  }

  @Test
  void apacheMergesAreMadeHere() throws Exception {
    try (InstalledServer server = InstalledServer.apache(folder, "Digest")) {
      EtagereClient client = client(server);
      Document base = saved(client.create("/a.json", Content.json("{\"n\":1,\"m\":1}")));
      saved(client.save(base.edit("{\"n\":2,\"m\":1}")));
      Conflict conflict = (Conflict) client.save(base.edit("{\"n\":1,\"m\":2}"));
      saved(client.save(((Merged.Clean) conflict.merge()).draft()));
      assertThat(client.read("/a.json").document().text()).isEqualTo("{\"n\":2,\"m\":2}");
    }
  }

  @Test
  void apacheAsShippedGivesWeakTagsForASecondWhichIsWaitedFor() throws Exception {
    try (InstalledServer server = InstalledServer.apache(folder, "MTime Size")) {
      EtagereClient client = client(server);
      Document first = saved(client.create("/a.json", Content.json("{\"n\":1}")));
      Document second = saved(client.save(first.edit("{\"n\":2}")));
      saved(client.save(second.edit("{\"n\":3}")));
      assertThat(client.read("/a.json").document().text()).isEqualTo("{\"n\":3}");
      assertThat(client.save(first.edit("{\"n\":4}"))).isInstanceOf(Conflict.class);
    }
  }

  @Test
  void nginxIgnoresTheConditionsOfWrites() throws Exception {
    try (InstalledServer server = InstalledServer.nginx(folder)) {
      EtagereClient client = client(server);
      Document first = saved(client.create("/a.json", Content.json("{\"n\":1}")));
      saved(client.save(first.edit("{\"n\":22}")));
      saved(client.save(first.edit("{\"n\":333}")));
      assertThat(client.read("/a.json").document().text()).isEqualTo("{\"n\":333}");
      saved(client.create("/a.json", Content.json("{\"n\":4444}")));
      assertThat(client.read("/a.json").document().text()).isEqualTo("{\"n\":4444}");
    }
  }
}
