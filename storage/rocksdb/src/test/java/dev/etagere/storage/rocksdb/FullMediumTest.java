package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.AcknowledgedWrite;
import dev.etagere.storage.tck.Attempt;
import dev.etagere.storage.tck.HistoryChecker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A medium without room: writing stops and says so, reading goes on, and once there is room again
 * writing goes on by itself. Needs the right to mount a small file system; skipped without it.
 */
class FullMediumTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path medium;

  private final List<AcknowledgedWrite> ledger = new ArrayList<>();
  private final Random noise = new Random(7);

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=128m", "etagere-test", medium.toString()),
        "skipped: a small file system cannot be mounted here");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", medium.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private RocksDbStore open(long reserveBytes) {
    return RocksDbStore.open(medium.resolve("store"), StoreObserver.NONE, reserveBytes);
  }

  @Test
  void shortOfRoomTheStoreRefusesToWriteAndGoesOnWhenThereIsRoom() throws IOException {
    try (RocksDbStore store = open(Committer.RESERVE_BYTES)) {
      write(store, "/a", 1);
      Path filler = fill(Committer.RESERVE_BYTES / 2);
      assertFull(() -> store.commit(attempt("/a", 2).commit()));
      assertFull(() -> store.stage(new ByteArrayInputStream(new byte[100_000])));
      assertThat(store.current(new ResourcePath("/a"))).isInstanceOf(Selected.Present.class);
      Files.delete(filler);
      write(store, "/a", 2);
      assertThat(HistoryChecker.check(store, ledger)).isEmpty();
    }
  }

  private static void assertFull(org.assertj.core.api.ThrowableAssert.ThrowingCallable writing) {
    assertThatThrownBy(writing)
        .isInstanceOfSatisfying(
            StoreException.class, full -> assertThat(full.trouble()).isEqualTo(Trouble.FULL));
  }

  @Test
  void aWriteThatFailsInTheEngineHaltsWritingAndLosesNothing() throws IOException {
    List<String> doubtful = new ArrayList<>();
    try (RocksDbStore store = open(0)) {
      write(store, "/a", 1);
      Path filler = fill(0);
      fillTheRest(store, doubtful);
      assertThatThrownBy(() -> store.commit(attempt("/b", 1).commit()))
          .isInstanceOf(StoreException.class);
      assertThat(HistoryChecker.check(store, ledger)).isEmpty();
      doubtful.forEach(operation ->
          assertThatThrownBy(() -> store.landed(operation)).isInstanceOf(StoreException.class));
      Files.delete(filler);
      goOn(store);
      assertThat(HistoryChecker.check(store, ledger)).isEmpty();
      assertThat(store.landed(doubtful.get(0))).isNotNull();
    }
    try (RocksDbStore store = open(0)) {
      assertThat(HistoryChecker.check(store, ledger)).isEmpty();
    }
  }

  /** Takes all room but {@code left} bytes. */
  private Path fill(long left) throws IOException {
    Path filler = medium.resolve("filler");
    byte[] piece = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (Files.getFileStore(medium).getUsableSpace() > left) {
        out.write(piece);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    return filler;
  }

  /** Writes into what the engine had reserved for its log, until that is full, too. */
  private void fillTheRest(RocksDbStore store, List<String> doubtful) {
    for (int i = 1; doubtful.isEmpty(); i++) {
      assertThat(i).as("the medium is not filled").isLessThan(10_000);
      Attempt attempt = attempt("/fill/" + i, 1);
      if (store.commit(attempt.commit()) instanceof Outcome.Unknown unknown) {
        doubtful.add(unknown.operation());
      } else {
        acknowledge(store, attempt);
      }
    }
  }

  private Attempt attempt(String path, long number) {
    byte[] bytes = new byte[60_000];
    noise.nextBytes(bytes);
    return new Attempt().write(path, number, Content.of(bytes));
  }

  private void write(RocksDbStore store, String path, long number) {
    Attempt attempt = attempt(path, number);
    assertThat(store.commit(attempt.commit())).isInstanceOf(Outcome.Committed.class);
    acknowledge(store, attempt);
  }

  private void acknowledge(RocksDbStore store, Attempt attempt) {
    attempt.versions().stream()
        .map(version -> store.version(version.path(), version.number()).orElseThrow())
        .forEach(stored -> ledger.add(AcknowledgedWrite.of(stored.version(), stored.content())));
  }

  private void goOn(RocksDbStore store) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (tried(store).isPresent()) {
      assertThat(System.nanoTime()).as("the store does not recover").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private Optional<StoreException> tried(RocksDbStore store) {
    try {
      write(store, "/after", 1);
      return Optional.empty();
    } catch (StoreException notYet) {
      return Optional.of(notYet);
    }
  }
}
