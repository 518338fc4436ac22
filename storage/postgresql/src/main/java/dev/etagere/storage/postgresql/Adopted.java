package dev.etagere.storage.postgresql;

import dev.etagere.storage.Adopting;
import dev.etagere.storage.Adoption;
import dev.etagere.storage.Content;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of what another store held. */
final class Adopted {

  private final Connection connection;
  private final Adoption adoption;

  private Adopted(Connection connection, Adoption adoption) {
    this.connection = connection;
    this.adoption = adoption;
  }

  /** Adds them, in the transaction that the connection is in. */
  static boolean put(Connection connection, Adoption adoption) throws SQLException {
    Database.execute(connection, "SELECT FROM counter FOR UPDATE", Database.Parameters.NONE);
    new Adopted(connection, adoption).put();
    return true;
  }

  private void put() throws SQLException {
    long sequence = Reading.newestSequence(connection);
    Adopting.requireSame(adoption, sequence, Reading.secret(connection));
    Map<ResourcePath, Long> numbers = numbers();
    Map<String, Adopting.Landed> landed = landed();
    Adopting adopting =
        new Adopting(
            adoption,
            sequence,
            path -> numbers.getOrDefault(path, 0L),
            operation -> Optional.ofNullable(landed.get(operation)));
    putVersions();
    putNewest(adopting);
    putReceipts();
    putCounter(sequence);
  }

  private Map<ResourcePath, Long> numbers() throws SQLException {
    Object[] paths =
        adoption.entries().stream()
            .map(entry -> entry.change().version().path().value())
            .distinct()
            .toArray();
    Map<ResourcePath, Long> numbers = new HashMap<>();
    Database.all(
            connection,
            "SELECT path, number FROM current WHERE path = ANY (?)",
            statement -> statement.setArray(1, connection.createArrayOf("text", paths)),
            row -> Map.entry(new ResourcePath(row.getString(1)), row.getLong(2)))
        .forEach(each -> numbers.put(each.getKey(), each.getValue()));
    return numbers;
  }

  private Map<String, Adopting.Landed> landed() throws SQLException {
    Object[] operations =
        adoption.entries().stream()
            .map(entry -> entry.change().version().origin().operation())
            .distinct()
            .toArray();
    Map<String, Adopting.Landed> landed = new HashMap<>();
    Database.all(
            connection,
            "SELECT operation, first, count FROM operations WHERE operation = ANY (?)",
            statement -> statement.setArray(1, connection.createArrayOf("text", operations)),
            row -> Map.entry(row.getString(1), new Adopting.Landed(row.getLong(2), row.getInt(3))))
        .forEach(each -> landed.put(each.getKey(), each.getValue()));
    return landed;
  }

  private void putVersions() throws SQLException {
    batch(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        adoption.entries(),
        Adopted::set);
    batch(
        "INSERT INTO pruned VALUES (?, ?)"
            + " ON CONFLICT (path) DO UPDATE SET below = greatest(pruned.below, excluded.below)",
        adoption.entries().stream().filter(entry -> entry.content().isEmpty()).toList(),
        (statement, entry) -> {
          statement.setString(1, entry.change().version().path().value());
          statement.setLong(2, entry.change().version().number() + 1);
        });
  }

  private static void set(PreparedStatement statement, Adoption.Entry entry) throws SQLException {
    Version version = entry.change().version();
    statement.setLong(1, entry.change().sequence());
    statement.setString(2, version.path().value());
    statement.setLong(3, version.number());
    statement.setString(4, version.token());
    statement.setLong(5, version.time().toEpochMilli());
    statement.setBoolean(6, version.sharesSecond());
    statement.setBoolean(7, version.isDeletion());
    statement.setString(8, version.mediaType());
    statement.setLong(9, version.length());
    statement.setString(10, version.origin().writer());
    statement.setString(11, version.origin().requestId());
    statement.setString(12, version.origin().operation());
    setContent(statement, entry.content());
  }

  private static void setContent(PreparedStatement statement, Optional<Content> content)
      throws SQLException {
    byte[] inline = content.flatMap(GroupCall::inline).orElse(null);
    statement.setBytes(13, inline);
    statement.setObject(14, inline == null ? null : Rows.checksum(inline), java.sql.Types.INTEGER);
    statement.setObject(15, content.flatMap(GroupCall::staged).orElse(null), java.sql.Types.OTHER);
  }

  private void putNewest(Adopting adopting) throws SQLException {
    batch(
        "INSERT INTO current VALUES (?, ?, ?) ON CONFLICT (path)"
            + " DO UPDATE SET number = excluded.number, deleted = excluded.deleted",
        adopting.newest().values(),
        (statement, entry) -> {
          statement.setString(1, entry.change().version().path().value());
          statement.setLong(2, entry.change().version().number());
          statement.setBoolean(3, entry.change().version().isDeletion());
        });
    batch(
        "INSERT INTO operations VALUES (?, ?, ?) ON CONFLICT (operation)"
            + " DO UPDATE SET count = excluded.count",
        adopting.operations().entrySet(),
        (statement, entry) -> {
          statement.setString(1, entry.getKey());
          statement.setLong(2, entry.getValue().first());
          statement.setInt(3, entry.getValue().count());
        });
    batch(
        "INSERT INTO claims VALUES (?, ?) ON CONFLICT (claim) DO UPDATE SET path = excluded.path",
        adopting.holders().entrySet(),
        (statement, entry) -> {
          statement.setBytes(1, Rows.bytes(entry.getKey().key()));
          statement.setString(2, entry.getValue().value());
        });
  }

  private void putReceipts() throws SQLException {
    batch(
        "INSERT INTO receipts VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
            + " fingerprint = excluded.fingerprint, outcome = excluded.outcome,"
            + " expires = excluded.expires",
        adoption.receipts(),
        Adopted::set);
  }

  private static void set(PreparedStatement statement, Receipt receipt) throws SQLException {
    statement.setBytes(1, Rows.bytes(receipt.key()));
    statement.setBytes(2, Rows.bytes(receipt.fingerprint()));
    statement.setBytes(3, Rows.bytes(receipt.outcome()));
    statement.setLong(4, receipt.expires().toEpochMilli());
  }

  private void putCounter(long before) throws SQLException {
    long newest =
        adoption.entries().stream()
            .mapToLong(entry -> entry.change().sequence())
            .max()
            .orElse(before);
    Database.execute(
        connection,
        "UPDATE counter SET sequence = ?; UPDATE store SET secret = ?",
        statement -> {
          statement.setLong(1, newest);
          statement.setBytes(2, adoption.secret());
        });
  }

  /** Sets a row's parameters. */
  @FunctionalInterface
  private interface Setter<T> {
    void set(PreparedStatement statement, T of) throws SQLException;
  }

  private <T> void batch(String sql, Collection<T> rows, Setter<T> setter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T row : rows) {
        setter.set(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
