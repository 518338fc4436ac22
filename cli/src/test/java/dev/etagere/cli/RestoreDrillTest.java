package dev.etagere.cli;

import static dev.etagere.cli.Ran.etagere;
import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.cli.WritersUnderLoad.Acknowledged;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups are taken, checked and restored as an operator would, with the server as a process. */
class RestoreDrillTest {

  @TempDir Path folder;

  private String data() {
    return folder.resolve("data").toString();
  }

  private String backups() {
    return folder.resolve("backups").toString();
  }

  private String restored() {
    return folder.resolve("restored").toString();
  }

  @Test
  void aBackupTakenUnderLoadIsRestoredElsewhereAfterACrashAndWritersGoOnFromTheirTags()
      throws IOException, InterruptedException {
    Map<String, List<Acknowledged>> before;
    try (ServerProcess server = new ServerProcess(Path.of(data()));
        WritersUnderLoad writers = new WritersUnderLoad(server, 6, 300)) {
      writers.awaitLoad();
      assertDone(etagere("backup", backups(), "--data", data()));
      before = writers.ledger();
      assertDone(etagere("backup", backups(), "--data", data()));
      assertDone(etagere("verify", "--data", data()));
      server.kill();
    }
    Ran restoring = etagere("restore", backups(), "--data", restored());
    assertDone(restoring);
    assertThat(restoring.out()).contains("restored and checked").contains("findings 0");
    assertDone(etagere("verify", "--data", restored()));
    try (ServerProcess server = new ServerProcess(Path.of(restored()))) {
      for (Map.Entry<String, List<Acknowledged>> writes : before.entrySet()) {
        assertKept(server, writes.getValue());
        assertGoesOn(server, writes.getKey());
      }
    }
  }

  private static void assertDone(Ran ran) {
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  private static void assertKept(ServerProcess server, List<Acknowledged> writes)
      throws IOException {
    for (Acknowledged write : writes) {
      String tag = write.tag().replace("\"", "%22");
      HttpResponse<String> kept =
          server.send("GET", "/-/versions" + write.path() + "?etag=" + tag, "");
      assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
      assertThat(kept.headers().firstValue("ETag")).contains(write.tag());
      assertThat(kept.body()).isEqualTo(write.content());
    }
  }

  private static void assertGoesOn(ServerProcess server, String path) throws IOException {
    String tag = server.send("GET", path, "").headers().firstValue("ETag").orElseThrow();
    assertThat(server.send("PUT", path, "after", "If-Match", tag).statusCode()).isEqualTo(204);
    HttpResponse<String> stale = server.send("PUT", path, "lost?", "If-Match", tag);
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(stale.body()).contains("\"stale\"");
  }

  @Test
  void withoutAServerTheStoreItselfIsBackedUpAndVerified() throws IOException {
    try (ServerProcess server = new ServerProcess(Path.of(data()))) {
      server.send("PUT", "/notes/1", "one");
      server.terminate();
      assertThat(server.exitCode()).isZero();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    Ran verified = etagere("verify", "--data", data(), "--json");
    assertDone(verified);
    assertThat(verified.out()).startsWith("{\"done\":{").contains("\"findings\":0");
    assertDone(etagere("backup", backups(), "--data", data()));
    assertThat(etagere("restore", backups(), "--data", data()).err())
        .contains("there is something in");
    assertDone(etagere("restore", backups(), "--data", restored()));
  }

  @Test
  void damageIsToldWithWhatToDoOnlineAndOffline() throws IOException, InterruptedException {
    try (ServerProcess server = new ServerProcess(Path.of(data()))) {
      server.send("PUT", "/notes/1", "x".repeat(200_000));
      server.send("PUT", "/notes/2", "whole");
      damage(staged());
      assertDamageTold();
      assertThat(server.send("GET", "/notes/2", "").body()).isEqualTo("whole");
      server.kill();
    }
    assertDamageTold();
  }

  private void assertDamageTold() {
    Ran told = etagere("verify", "--data", data());
    assertThat(told.exitCode()).isEqualTo(1);
    assertThat(told.out())
        .contains("/notes/1: version 1 cannot be read")
        .contains("Only this version is affected");
  }

  private Path staged() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(data(), "store", "staged"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private static void damage(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(100_000);
      bytes.write('?');
    }
  }

  @Test
  void whereThereIsNoStoreNoneIsMadeToVerify() {
    Ran ran = etagere("verify", "--data", data());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no store in");
    assertThat(Path.of(data())).doesNotExist();
  }
}
