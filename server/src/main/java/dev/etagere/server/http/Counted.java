package dev.etagere.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content whose bytes are counted as they are read. */
public abstract class Counted extends FilterInputStream {

  protected Counted(InputStream in) {
    super(in);
  }

  /** Some more bytes were read; none where the content is at its end. */
  protected abstract void read(long bytes);

  @Override
  public int read() throws IOException {
    int octet = super.read();
    read(octet < 0 ? 0L : 1L);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    read((long) Math.max(count, 0));
    return count;
  }
}
