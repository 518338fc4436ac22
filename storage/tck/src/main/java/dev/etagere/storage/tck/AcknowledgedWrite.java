package dev.etagere.storage.tck;

import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Version;
import java.util.zip.CRC32C;

/**
 * A line of the ledger that somebody outside the store keeps of what it acknowledged.
 *
 * @param path the resource
 * @param number of the version
 * @param token of the version's tag
 * @param checksum of inline content, {@link #UNCHECKED} where the content was not noted
 */
public record AcknowledgedWrite(ResourcePath path, long number, String token, long checksum) {

  /** The checksum of content that was not noted. */
  public static final long UNCHECKED = -1;

  /** What an acknowledged write says. */
  public static AcknowledgedWrite of(Version version, Content content) {
    return new AcknowledgedWrite(
        version.path(), version.number(), version.token(), checksum(content));
  }

  static long checksum(Content content) {
    if (!(content instanceof Content.Inline inline)) {
      return UNCHECKED;
    }
    CRC32C crc = new CRC32C();
    crc.update(inline.bytes());
    return crc.getValue();
  }

  /** The write as a line of text. */
  public String line() {
    return number + " " + token + " " + checksum + " " + path;
  }

  /**
   * Reads a line back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static AcknowledgedWrite parse(String line) {
    String[] parts = line.split(" ", 4);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not a line of a ledger: " + line);
    }
    return new AcknowledgedWrite(
        new ResourcePath(parts[3]), Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2]));
  }
}
