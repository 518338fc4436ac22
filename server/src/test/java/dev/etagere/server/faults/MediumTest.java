package dev.etagere.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.server.RunningServer;
import dev.etagere.server.RunningServer.Reply;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import dev.etagere.storage.tck.Chains;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The medium fails under a server on RocksDB: it is full, read-only, or its bytes are damaged. */
class MediumTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int RESOURCES = 150;

  @TempDir Path folder;
  private final Ledger ledger = new Ledger();
  private final Random noise = new Random(11);

  private static RunningServer serve(Path store) {
    return new RunningServer(RocksDbStore.open(store, StoreObserver.NONE));
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder(length);
    noise.ints(length, ' ', '~').forEach(c -> text.append((char) c));
    return text.toString();
  }

  @Test
  void onAFullMediumWritesGet507ReadsGoOnAndWritesGoOnOnceThereIsRoom() throws IOException {
    try (Mounted medium = Mounted.small(folder);
        RunningServer server = serve(folder.resolve("store"))) {
      String tag = ledger.put(server, "/a", text(50_000)).etag();
      ledger.put(server, "/long", text(200_000));
      Path filler = fill(8 << 20);
      Ledger.assertComeAgain(ledger.put(server, "/a", "second", "If-Match", tag), 507);
      Ledger.assertComeAgain(ledger.put(server, "/b", text(200_000)), 507);
      assertThat(server.get("/a").text()).isEqualTo(ledger.newest("/a").orElseThrow());
      assertThat(server.get("/long").bytes()).hasSize(200_000);
      assertThat(server.get("/-/health/live").status()).isEqualTo(200);
      Files.delete(filler);
      awaitWritten(server, "/a", "second", tag);
      ledger.assertKept(server);
      Chains.assertWhole(server.store());
      assertThat(medium).isNotNull();
    }
  }

  /** Takes all room but {@code left} bytes. */
  private Path fill(long left) throws IOException {
    Path filler = folder.resolve("filler");
    byte[] piece = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (Files.getFileStore(folder).getUsableSpace() > left) {
        out.write(piece);
      }
    }
    return filler;
  }

  private void awaitWritten(RunningServer server, String path, String content, String tag) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (ledger.put(server, path, content, "If-Match", tag).status() != 204) {
      assertThat(System.nanoTime()).as("writes do not go on").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Test
  void onAReadOnlyMediumWritesGet503ReadsGoOnAndNothingIsLostOnceItIsMountedAgain()
      throws IOException {
    Path image = folder.resolve("image");
    Path mount = Files.createDirectory(folder.resolve("mount"));
    String tag;
    try (Mounted medium = Mounted.image(image, mount)) {
      RunningServer server = serve(mount.resolve("store"));
      tag = ledger.put(server, "/a", text(30_000)).etag();
      ledger.put(server, "/long", text(200_000));
      medium.failReadOnly();
      for (int i = 0; i < 3; i++) {
        Ledger.assertComeAgain(ledger.put(server, "/a", "second", "If-Match", tag), 503);
        Ledger.assertComeAgain(ledger.put(server, "/long2", text(70_000)), 503);
      }
      assertThat(server.get("/a").text()).isEqualTo(ledger.newest("/a").orElseThrow());
      assertThat(server.get("/long").bytes()).hasSize(200_000);
      server.close();
    }
    try (Mounted medium = Mounted.again(image, mount);
        RunningServer server = serve(mount.resolve("store"))) {
      ledger.assertKept(server);
      Chains.assertWhole(server.store());
      // what was refused while nobody could tell may have landed: its condition tells
      assertThat(ledger.put(server, "/a", "third", "If-Match", tag).status()).isIn(204, 412);
      assertThat(medium).isNotNull();
    }
  }

  @Test
  void damagedBytesAreAPlain500AndAllElseIsServedAndWritten() throws IOException {
    try (RunningServer server = serve(folder)) {
      for (int i = 0; i < RESOURCES; i++) {
        ledger.put(server, "/a/" + i, text(3_000));
      }
      ledger.put(server, "/blob", text(50_000));
    }
    damage(largest(".sst"));
    damage(largest(".blob"));
    try (RunningServer server = serve(folder)) {
      int damaged = damaged(server, "/blob");
      assertThat(damaged).isEqualTo(1);
      for (int i = 0; i < RESOURCES; i++) {
        damaged += damaged(server, "/a/" + i);
      }
      assertThat(damaged).isBetween(2, RESOURCES);
      assertThat(ledger.put(server, "/new", "text").status()).isEqualTo(201);
      assertThat(server.get("/new").text()).isEqualTo("text");
    }
  }

  /** 0 if the resource is served as it was written, 1 if its damage is told. */
  private int damaged(RunningServer server, String path) {
    Reply reply = server.get(path);
    if (reply.status() == 200) {
      assertThat(reply.text()).isEqualTo(ledger.newest(path).orElseThrow());
      return 0;
    }
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.problem("error")).isEqualTo("internal_error");
    assertThat(reply.problem("detail")).contains("damaged").contains("etagere verify");
    return 1;
  }

  private Path largest(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      return found.stream().max(java.util.Comparator.comparingLong(MediumTest::size)).orElseThrow();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x40;
    Files.write(file, bytes);
  }
}
