package dev.etagere.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A stream that is closed once nothing has come for too long, so that a peer which went away
 * without a word is noticed.
 */
final class WatchedStream extends FilterInputStream {
  private final Duration silence;
  private volatile boolean fellSilent;

  WatchedStream(InputStream stream, Duration silence) {
    super(stream);
    this.silence = silence;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? count : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    CompletableFuture<Boolean> inTime =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(false, silence.toNanos(), TimeUnit.NANOSECONDS);
    CompletableFuture<Void> watch = inTime.thenAccept(this::closeUnless);
    try {
      return heard(super.read(buffer, offset, length));
    } catch (IOException broken) {
      throw fellSilent ? silent() : broken;
    } finally {
      inTime.complete(true);
      watch.cancel(false);
    }
  }

  /** The end that closing makes is none that the peer sent. */
  private int heard(int count) throws IOException {
    if (count < 0 && fellSilent) {
      throw silent();
    }
    return count;
  }

  private IOException silent() {
    return new IOException("nothing came for " + silence);
  }

  private void closeUnless(boolean inTime) {
    if (!inTime) {
      fellSilent = true;
      closeQuietly(in);
    }
  }

  static void closeQuietly(InputStream stream) {
    try {
      stream.close();
    } catch (IOException alreadyBroken) {
      // nothing is left to be closed
    }
  }
}
