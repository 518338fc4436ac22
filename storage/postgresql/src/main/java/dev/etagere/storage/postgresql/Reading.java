package dev.etagere.storage.postgresql;

import static dev.etagere.storage.postgresql.Database.all;
import static dev.etagere.storage.postgresql.Database.first;

import dev.etagere.storage.Change;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Holding;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is read from the tables, each by one statement: it sees one state of them. */
final class Reading {

  private static final String KEPT =
      " AND v.number >= coalesce((SELECT p.below FROM pruned p WHERE p.path = v.path), 0)";

  private Reading() {}

  static byte[] secret(Connection connection) throws SQLException {
    return first(
            connection,
            "SELECT secret FROM store",
            Database.Parameters.NONE,
            row -> row.getBytes(1))
        .orElseThrow();
  }

  static Selected current(Connection connection, ResourcePath path) throws SQLException {
    return first(
            connection,
            "SELECT "
                + Rows.STORED
                + " FROM current c JOIN versions v USING (path, number) WHERE c.path = ?",
            statement -> statement.setString(1, path.value()),
            Rows::stored)
        .map(Selected::of)
        .orElse(new Selected.Absent());
  }

  static Optional<Stored> version(Connection connection, ResourcePath path, long number)
      throws SQLException {
    return first(
        connection,
        "SELECT " + Rows.STORED + " FROM versions v WHERE v.path = ? AND v.number = ?" + KEPT,
        statement -> {
          statement.setString(1, path.value());
          statement.setLong(2, number);
        },
        Rows::stored);
  }

  static List<Version> history(Connection connection, ResourcePath path, long below, int limit)
      throws SQLException {
    return all(
        connection,
        "SELECT "
            + Rows.VERSION
            + " FROM versions v WHERE v.path = ? AND v.number < ?"
            + KEPT
            + " ORDER BY v.number DESC LIMIT ?",
        statement -> {
          statement.setString(1, path.value());
          statement.setLong(2, below);
          statement.setInt(3, limit);
        },
        Rows::version);
  }

  /** A prefix ends in a slash; the character behind the slash is a zero. */
  static List<Stored> list(Connection connection, String prefix, String from, int limit)
      throws SQLException {
    String end = prefix.substring(0, prefix.length() - 1) + '0';
    return all(
        connection,
        "SELECT "
            + Rows.STORED
            + " FROM current c JOIN versions v USING (path, number)"
            + " WHERE c.path >= ? AND c.path >= ? AND c.path < ? AND NOT c.deleted"
            + " ORDER BY c.path LIMIT ?",
        statement -> {
          statement.setString(1, prefix);
          statement.setString(2, from);
          statement.setString(3, end);
          statement.setInt(4, limit);
        },
        Rows::stored);
  }

  static List<ResourcePath> paths(Connection connection, String from, int limit)
      throws SQLException {
    return all(
        connection,
        "SELECT path FROM current WHERE path >= ? ORDER BY path LIMIT ?",
        statement -> {
          statement.setString(1, from);
          statement.setInt(2, limit);
        },
        row -> new ResourcePath(row.getString(1)));
  }

  static List<Change> changes(Connection connection, long after, int limit) throws SQLException {
    return all(
        connection,
        "SELECT "
            + Rows.VERSION
            + " FROM versions v WHERE v.sequence > ? ORDER BY v.sequence LIMIT ?",
        statement -> {
          statement.setLong(1, after);
          statement.setInt(2, limit);
        },
        Rows::change);
  }

  static long newestSequence(Connection connection) throws SQLException {
    return first(
            connection,
            "SELECT sequence FROM counter",
            Database.Parameters.NONE,
            row -> row.getLong(1))
        .orElseThrow();
  }

  static Optional<List<Version>> landed(Connection connection, String operation)
      throws SQLException {
    Optional<Operation> found =
        first(
            connection,
            "SELECT first, count FROM operations WHERE operation = ? AND count >= 0",
            statement -> statement.setString(1, operation),
            row -> new Operation(row.getLong(1), row.getInt(2)));
    return found.isEmpty() ? Optional.empty() : Optional.of(versions(connection, found.get()));
  }

  private record Operation(long first, int count) {}

  private static List<Version> versions(Connection connection, Operation operation)
      throws SQLException {
    return operation.count() == 0
        ? List.of()
        : changes(connection, operation.first() - 1, operation.count()).stream()
            .map(Change::version)
            .toList();
  }

  static Optional<Receipt> receipt(Connection connection, String key) throws SQLException {
    return first(
        connection,
        "SELECT * FROM receipts WHERE key = ?",
        statement -> statement.setBytes(1, Rows.bytes(key)),
        Rows::receipt);
  }

  static List<Receipt> receipts(Connection connection, String from, int limit) throws SQLException {
    return all(
        connection,
        "SELECT * FROM receipts WHERE key >= ? ORDER BY key LIMIT ?",
        statement -> {
          statement.setBytes(1, Rows.bytes(from));
          statement.setInt(2, limit);
        },
        Rows::receipt);
  }

  static Set<Claim> claims(Connection connection, ResourcePath path) throws SQLException {
    return new HashSet<>(
        all(
            connection,
            "SELECT claim FROM claims WHERE path = ?",
            statement -> statement.setString(1, path.value()),
            row -> new Claim(Rows.text(row.getBytes(1)))));
  }

  static List<Holding> holdings(Connection connection, String from, int limit) throws SQLException {
    return all(
        connection,
        "SELECT claim, path FROM claims WHERE claim >= ? ORDER BY claim LIMIT ?",
        statement -> {
          statement.setBytes(1, Rows.bytes(from));
          statement.setInt(2, limit);
        },
        row ->
            new Holding(new Claim(Rows.text(row.getBytes(1))), new ResourcePath(row.getString(2))));
  }

  /** What the tables say that no other method shows. */
  static List<String> contradictions(Connection connection) throws SQLException {
    return all(
        connection,
        "SELECT format('the counter stands at %s, the newest version at %s', sequence, newest)"
            + " FROM counter, (SELECT coalesce(max(sequence), 0) AS newest FROM versions) v"
            + " WHERE sequence <> newest",
        Database.Parameters.NONE,
        row -> row.getString(1));
  }

  static long sizeBytes(Connection connection) throws SQLException {
    return first(
            connection,
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
            Database.Parameters.NONE,
            row -> row.getLong(1))
        .orElse(0L);
  }
}
