package dev.etagere.server.resources;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Content that has to arrive at some pace: a client that sends a byte now and then would hold a
 * connection for ever, for it is never silent long enough to be idle.
 */
final class Paced extends FilterInputStream {

  /** How long any pace is good enough. */
  static final Duration GRACE = Duration.ofSeconds(30);

  /** The slowest pace after that, on average since the beginning. */
  static final long BYTES_PER_SECOND = 256;

  private final LongSupplier nanoTime;
  private final long start;
  private long read;

  /**
   * @param nanoTime tells the time, as {@link System#nanoTime} does
   */
  Paced(InputStream in, LongSupplier nanoTime) {
    super(in);
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    arrived(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    arrived(Math.max(count, 0));
    return count;
  }

  private void arrived(int count) {
    read += count;
    Duration taken = Duration.ofNanos(nanoTime.getAsLong() - start);
    if (taken.compareTo(GRACE) > 0 && read < taken.toSeconds() * BYTES_PER_SECOND) {
      throw new Refusal(
          Problem.of(
              ProblemKind.REQUEST_TIMEOUT,
              "The content arrives slower than %d bytes a second. Nothing was stored; send it again."
                  .formatted(BYTES_PER_SECOND)));
    }
  }
}
