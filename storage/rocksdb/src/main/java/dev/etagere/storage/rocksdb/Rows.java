package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Claim;
import dev.etagere.storage.Content;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The values of the rows. Each begins with the number of its form; a row of a form that is not
 * known is damage, since {@link Format} lets no newer store be opened.
 *
 * <p>A version, form 1: number (8 bytes), token, time in milliseconds (8), whether it shares its
 * second (1), kind (1), media type, length (8), path, writer, request, operation. Text is a
 * two-byte length and modified UTF-8, of content a four-byte length and the bytes.
 */
final class Rows {

  private static final byte FORM = 1;
  private static final byte INLINE = 0;
  private static final byte STAGED = 1;

  /** What the current row says: the newest version, and the claims that the resource holds. */
  record Current(Version version, Set<Claim> claims) {}

  /** Where an operation's versions stand in the order of all. */
  record Landed(long first, int count) {}

  @FunctionalInterface
  private interface Writer {
    void writeTo(DataOutputStream out) throws IOException;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T readFrom(DataInputStream in) throws IOException;
  }

  private Rows() {}

  static byte[] version(Version version) {
    return written(256, out -> write(out, version));
  }

  static Version version(byte[] row) {
    return read(row, Rows::readVersion);
  }

  static byte[] current(Current current) {
    return written(
        256,
        out -> {
          write(out, current.version());
          out.writeInt(current.claims().size());
          for (Claim claim : current.claims()) {
            out.writeUTF(claim.key());
          }
        });
  }

  static Current current(byte[] row) {
    return read(row, in -> new Current(readVersion(in), readClaims(in)));
  }

  static byte[] stored(Stored stored) {
    int bytes = stored.content() instanceof Content.Inline inline ? inline.bytes().length : 64;
    return written(
        256 + bytes,
        out -> {
          write(out, stored.version());
          write(out, stored.content());
        });
  }

  static Stored stored(byte[] row) {
    return read(row, in -> new Stored(readVersion(in), readContent(in)));
  }

  static byte[] landed(Landed landed) {
    return written(
        16,
        out -> {
          out.writeLong(landed.first());
          out.writeInt(landed.count());
        });
  }

  static Landed landed(byte[] row) {
    return read(row, in -> new Landed(in.readLong(), in.readInt()));
  }

  static byte[] receipt(Receipt receipt) {
    byte[] outcome = Keys.of(receipt.outcome());
    return written(
        128 + outcome.length,
        out -> {
          out.writeUTF(receipt.key());
          out.writeUTF(receipt.fingerprint());
          out.writeLong(receipt.expires().toEpochMilli());
          out.writeInt(outcome.length);
          out.write(outcome);
        });
  }

  static Receipt receipt(byte[] row) {
    return read(row, Rows::readReceipt);
  }

  private static Receipt readReceipt(DataInputStream in) throws IOException {
    String key = in.readUTF();
    String fingerprint = in.readUTF();
    Instant expires = Instant.ofEpochMilli(in.readLong());
    String outcome = Keys.text(in.readNBytes(in.readInt()));
    return new Receipt(key, fingerprint, outcome, expires);
  }

  private static void write(DataOutputStream out, Version version) throws IOException {
    out.writeLong(version.number());
    out.writeUTF(version.token());
    out.writeLong(version.time().toEpochMilli());
    out.writeBoolean(version.sharesSecond());
    out.writeByte(version.isDeletion() ? 1 : 0);
    out.writeUTF(version.mediaType());
    out.writeLong(version.length());
    out.writeUTF(version.path().value());
    out.writeUTF(version.origin().writer());
    out.writeUTF(version.origin().requestId());
    out.writeUTF(version.origin().operation());
  }

  private static Version readVersion(DataInputStream in) throws IOException {
    long number = in.readLong();
    String token = in.readUTF();
    Instant time = Instant.ofEpochMilli(in.readLong());
    boolean sharesSecond = in.readBoolean();
    Version.Kind kind = in.readByte() == 1 ? Version.Kind.DELETED : Version.Kind.WRITTEN;
    String mediaType = in.readUTF();
    long length = in.readLong();
    ResourcePath path = new ResourcePath(in.readUTF());
    Version.Origin origin = new Version.Origin(in.readUTF(), in.readUTF(), in.readUTF());
    return new Version(path, number, token, time, sharesSecond, kind, mediaType, length, origin);
  }

  private static Set<Claim> readClaims(DataInputStream in) throws IOException {
    int count = in.readInt();
    Set<Claim> claims = new HashSet<>();
    for (int i = 0; i < count; i++) {
      claims.add(new Claim(in.readUTF()));
    }
    return claims;
  }

  private static void write(DataOutputStream out, Content content) throws IOException {
    if (content instanceof Content.Inline inline) {
      out.writeByte(INLINE);
      out.writeInt(inline.bytes().length);
      out.write(inline.bytes());
    } else if (content instanceof Content.Staged staged) {
      out.writeByte(STAGED);
      out.writeUTF(staged.name());
      out.writeLong(staged.length());
    }
  }

  private static Content readContent(DataInputStream in) throws IOException {
    return in.readByte() == INLINE
        ? Content.of(in.readNBytes(in.readInt()))
        : new Content.Staged(in.readUTF(), in.readLong());
  }

  private static byte[] written(int expected, Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      writer.writeTo(out);
    } catch (IOException tooLong) {
      throw new IllegalArgumentException("a text of a row has at most 65,535 bytes", tooLong);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] row, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      byte form = in.readByte();
      if (form != FORM) {
        throw new StoreException(
            StoreException.Trouble.CORRUPT, "a row has the unknown form " + form);
      }
      return reader.readFrom(in);
    } catch (IOException | IllegalArgumentException damaged) {
      throw new StoreException(
          StoreException.Trouble.CORRUPT, "a row cannot be read: " + damaged.getMessage(), damaged);
    }
  }
}
