package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.AcknowledgedWrite;
import dev.etagere.storage.tck.HistoryChecker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 under load: a writing process is killed at a moment that nobody chose, and its store is
 * held against the ledger that this process kept of what the other acknowledged.
 */
class CrashTest {

  @TempDir Path folder;

  private final List<AcknowledgedWrite> ledger = new ArrayList<>();
  private final long seed = Long.getLong("etagere.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void noAcknowledgedWriteIsLostInThreeCrashes() throws IOException, InterruptedException {
    crash(3);
  }

  @Test
  @Tag("long")
  void noAcknowledgedWriteIsLostInTwentyCrashes() throws IOException, InterruptedException {
    crash(20);
  }

  private void crash(int times) throws IOException, InterruptedException {
    System.out.println("etagere.seed=" + seed);
    for (int i = 0; i < times; i++) {
      writeAndKill(random.nextInt(200, 1_500));
      assertIntact();
    }
    System.out.printf("%d kills, %d acknowledged writes, none lost%n", times, ledger.size());
  }

  private void writeAndKill(int acknowledgements) throws IOException, InterruptedException {
    Process writer = start();
    int before = ledger.size();
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      boolean alive = true;
      for (Optional<String> line = wholeLine(lines); line.isPresent(); line = wholeLine(lines)) {
        ledger.add(AcknowledgedWrite.parse(line.get()));
        if (alive && ledger.size() - before >= acknowledgements) {
          writer.toHandle().destroyForcibly(); // leaves the pipe to be read to its end
          alive = false;
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(ledger).hasSizeGreaterThanOrEqualTo(before + acknowledgements);
  }

  /** A line with its end: what was cut off by the kill was acknowledged to nobody. */
  private static Optional<String> wholeLine(BufferedReader lines) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = lines.read(); next >= 0; next = lines.read()) {
      if (next == '\n') {
        return Optional.of(line.toString());
      }
      line.append((char) next);
    }
    return Optional.empty();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path", ""),
            CrashingWriter.class.getName(),
            folder.toString(),
            String.valueOf(random.nextLong()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void assertIntact() {
    try (RocksDbStore store = RocksDbStore.open(folder, StoreObserver.NONE)) {
      assertThat(HistoryChecker.check(store, ledger)).as("seed %d", seed).isEmpty();
    }
  }
}
