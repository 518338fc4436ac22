package dev.etagere.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.storage.Content;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100 MB go in and out of a process that has less memory than that. */
class LargeContentTest {

  private static final long LENGTH = 100L << 20;

  @TempDir Path folder;

  @Test
  void longContentIsNeverHeldWhole() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", ""),
                LargeContentTest.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** The process with little memory. */
  public static void main(String[] arguments) throws IOException {
    CRC32C sent = new CRC32C();
    CRC32C received = new CRC32C();
    try (RocksDbStore store = RocksDbStore.open(Path.of(arguments[0]), StoreObserver.NONE)) {
      Content.Staged staged = store.stage(new CheckedInputStream(new Counting(), sent));
      Outcome outcome = store.commit(new Attempt().write("/large", 1, staged).commit());
      assertThat(outcome).isInstanceOf(Outcome.Committed.class);
      try (InputStream content =
          new CheckedInputStream(store.open(staged, 0, staged.length()), received)) {
        assertThat(content.transferTo(OutputStream.nullOutputStream())).isEqualTo(LENGTH);
      }
    }
    assertThat(received.getValue()).isEqualTo(sent.getValue());
  }

  /** {@link #LENGTH} octets that differ from piece to piece. */
  private static final class Counting extends InputStream {

    private long read;

    @Override
    public int read() {
      return read < LENGTH ? (int) (read++ * 31 >> 7 & 0xff) : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int count = (int) Math.min(length, LENGTH - read);
      for (int i = 0; i < count; i++) {
        buffer[offset + i] = (byte) read();
      }
      return count == 0 ? -1 : count;
    }
  }
}
