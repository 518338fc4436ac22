package dev.etagere.storage.postgresql;

import dev.etagere.storage.Change;
import dev.etagere.storage.Content;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.zip.CRC32C;

/** Values as they stand in columns. */
final class Rows {

  /** The columns of a version, of the table {@code versions v}. */
  static final String VERSION =
      "v.sequence, v.path, v.number, v.token, v.time, v.shares_second, v.deleted, v.media_type,"
          + " v.length, v.writer, v.request, v.operation";

  /** The columns of a version with its content. */
  static final String STORED = VERSION + ", v.content, v.checksum, v.staged";

  private Rows() {}

  static Version version(ResultSet row) throws SQLException {
    return new Version(
        new ResourcePath(row.getString("path")),
        row.getLong("number"),
        row.getString("token"),
        Instant.ofEpochMilli(row.getLong("time")),
        row.getBoolean("shares_second"),
        row.getBoolean("deleted") ? Version.Kind.DELETED : Version.Kind.WRITTEN,
        row.getString("media_type"),
        row.getLong("length"),
        new Version.Origin(
            row.getString("writer"), row.getString("request"), row.getString("operation")));
  }

  static Change change(ResultSet row) throws SQLException {
    return new Change(row.getLong("sequence"), version(row));
  }

  static Stored stored(ResultSet row) throws SQLException {
    Version version = version(row);
    String staged = row.getString("staged");
    return new Stored(
        version,
        staged == null ? inline(version, row) : new Content.Staged(staged, version.length()));
  }

  private static Content inline(Version version, ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("content");
    if (bytes == null
        || bytes.length != version.length()
        || row.getInt("checksum") != checksum(bytes)) {
      throw new StoreException(
          Trouble.CORRUPT,
          "%s: the content of version %d is not what was written"
              .formatted(version.path(), version.number()));
    }
    return Content.of(bytes);
  }

  static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  static Receipt receipt(ResultSet row) throws SQLException {
    return new Receipt(
        text(row.getBytes("key")),
        text(row.getBytes("fingerprint")),
        text(row.getBytes("outcome")),
        Instant.ofEpochMilli(row.getLong("expires")));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
