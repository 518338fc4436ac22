package dev.etagere.storage;

import java.util.Arrays;

/** The bytes of a version, or where they are. */
public sealed interface Content {

  /** No bytes: what a deletion has. */
  Content NONE = new Inline(new byte[0]);

  /** The number of bytes. */
  long length();

  static Content of(byte[] bytes) {
    return new Inline(bytes);
  }

  /**
   * Bytes that are stored with the version itself. The array is shared, not copied: nobody writes
   * to it.
   */
  final class Inline implements Content {
    private final byte[] bytes;

    private Inline(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The bytes themselves; the caller does not change them. */
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inline that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Inline[" + bytes.length + " bytes]";
    }
  }

  /**
   * Bytes that were made durable by {@link Store#stage} before the commit that refers to them.
   *
   * @param name what the store calls them; means nothing to anybody else
   * @param length the number of bytes
   */
  record Staged(String name, long length) implements Content {}
}
