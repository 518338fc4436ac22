package dev.etagere.storage.postgresql;

import dev.etagere.storage.Content;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Long content, in rows of its own. No connection is held while a client sends or reads: each piece
 * takes one for itself.
 */
final class StagedPieces {

  private static final int PIECE = 256 * 1024;

  private final Database database;

  StagedPieces(Database database) {
    this.database = database;
  }

  Content.Staged stage(InputStream content) throws IOException {
    UUID name = UUID.randomUUID();
    database.write(connection ->
        Database.update(
            connection,
            "INSERT INTO staged (name) VALUES (?)",
            statement -> statement.setObject(1, name)));
    try {
      long length = putAll(name, content);
      finish(name, length);
      return new Content.Staged(name.toString(), length);
    } catch (IOException unreadable) {
      delete(name.toString());
      throw unreadable;
    }
  }

  private long putAll(UUID name, InputStream content) throws IOException {
    long length = 0;
    int number = 0;
    for (byte[] piece = content.readNBytes(PIECE);
        piece.length > 0;
        piece = content.readNBytes(PIECE)) {
      put(name, number, piece);
      number++;
      length += piece.length;
    }
    return length;
  }

  /** Need not be durable: {@link #finish} is, and the database's log has an order. */
  private void put(UUID name, int number, byte[] piece) {
    database.write(connection ->
        Database.execute(
            connection,
            "SELECT set_config('synchronous_commit', 'off', true);"
                + " INSERT INTO pieces (name, number, checksum, bytes) VALUES (?, ?, ?, ?)",
            statement -> {
              statement.setObject(1, name);
              statement.setInt(2, number);
              statement.setInt(3, Rows.checksum(piece));
              statement.setBytes(4, piece);
            }));
  }

  private void finish(UUID name, long length) {
    int finished =
        database.write(connection ->
            Database.update(
                connection,
                "UPDATE staged SET length = ? WHERE name = ?",
                statement -> {
                  statement.setLong(1, length);
                  statement.setObject(2, name);
                }));
    if (finished == 0) {
      throw new StoreException(
          Trouble.UNAVAILABLE, "the content was collected while it was staged");
    }
  }

  /** Refuses content that is not there as a whole. */
  void require(Content.Staged content) {
    UUID name = name(content);
    Optional<Long> length =
        database.read(connection ->
            Database.first(
                connection,
                "SELECT coalesce(length, -1) FROM staged WHERE name = ?",
                statement -> statement.setObject(1, name),
                row -> row.getLong(1)));
    if (!length.equals(Optional.of(content.length()))) {
      throw missing(content);
    }
  }

  private static StoreException missing(Content.Staged content) {
    return new StoreException(Trouble.CORRUPT, "no such staged content: " + content);
  }

  static UUID name(Content.Staged content) {
    try {
      return UUID.fromString(content.name());
    } catch (IllegalArgumentException notOurs) {
      throw new StoreException(Trouble.CORRUPT, "no such staged content: " + content, notOurs);
    }
  }

  InputStream open(Content.Staged content, long from, long length) {
    return new Pieces(content, from, from + length);
  }

  /** Deletes content that no version refers to; of other content it does nothing. */
  void delete(String name) {
    database.write(connection ->
        Database.update(
            connection,
            "DELETE FROM staged WHERE name = ?::uuid"
                + " AND NOT EXISTS (SELECT FROM versions v WHERE v.staged = ?::uuid)",
            statement -> {
              statement.setString(1, name);
              statement.setString(2, name);
            }));
  }

  /** Deletes the content that has been there for long and that no version refers to. */
  void collect(Duration age) {
    database
        .read(connection ->
            Database.all(
                connection,
                "SELECT name FROM staged s WHERE since < now() - make_interval(secs => ?)"
                    + " AND NOT EXISTS (SELECT FROM versions v WHERE v.staged = s.name)",
                statement -> statement.setLong(1, age.toSeconds()),
                row -> row.getString(1)))
        .forEach(this::delete);
  }

  /** Content that is read piece by piece, each of them checked as a whole. */
  private final class Pieces extends InputStream {

    private final Content.Staged content;
    private final long end;
    private long position;
    private byte[] piece = new byte[0];
    private int loaded = -1;

    Pieces(Content.Staged content, long from, long end) {
      this.content = content;
      this.position = from;
      this.end = end;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (position >= end) {
        return -1;
      }
      load(Math.toIntExact(position / PIECE));
      int start = Math.toIntExact(position % PIECE);
      int count = Math.toIntExact(Math.min(Math.min(length, piece.length - start), end - position));
      if (count <= 0) {
        throw missing(content);
      }
      System.arraycopy(piece, start, buffer, offset, count);
      position += count;
      return count;
    }

    private void load(int number) {
      if (loaded != number) {
        UUID name = name(content);
        piece =
            database
                .read(connection ->
                    Database.first(
                        connection,
                        "SELECT bytes, checksum FROM pieces WHERE name = ? AND number = ?",
                        statement -> {
                          statement.setObject(1, name);
                          statement.setInt(2, number);
                        },
                        row -> checked(row.getBytes(1), row.getInt(2))))
                .orElseThrow(() -> missing(content));
        loaded = number;
      }
    }

    private byte[] checked(byte[] bytes, int checksum) {
      if (Rows.checksum(bytes) != checksum) {
        throw new StoreException(
            Trouble.CORRUPT, "staged content %s is not what was written".formatted(content.name()));
      }
      return bytes;
    }
  }
}
