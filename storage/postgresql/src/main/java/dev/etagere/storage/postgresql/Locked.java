package dev.etagere.storage.postgresql;

import dev.etagere.storage.Claim;
import dev.etagere.storage.Commit;
import dev.etagere.storage.Expected;
import dev.etagere.storage.Ledger;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a group is checked against, read while the counter is held: nobody changes it until the
 * transaction ends. One round trip locks and reads.
 */
final class Locked implements Ledger {

  /**
   * The lock is a statement of its own: what the others see is what stands after the wait for it.
   */
  private static final String SQL =
      "SELECT FROM counter FOR UPDATE;"
          + " SELECT path, number FROM current WHERE path = ANY (?);"
          + " SELECT DISTINCT "
          + Rows.STORED
          + " FROM unnest(?, ?) AS e (path, number)"
          + " JOIN current c ON c.path = e.path COLLATE \"C\" AND c.number <> e.number"
          + " JOIN versions v ON v.path = c.path AND v.number = c.number;"
          + " SELECT claim, path FROM claims WHERE path = ANY (?)"
          + " UNION SELECT claim, path FROM claims WHERE claim = ANY (?);"
          + " SELECT * FROM receipts WHERE key = ANY (?)";

  private record Expectation(ResourcePath path, Expected expected) {}

  private final Map<ResourcePath, Long> numbers = new HashMap<>();
  private final Map<ResourcePath, Selected> unexpected = new HashMap<>();
  private final Map<ResourcePath, Set<Claim>> claims = new HashMap<>();
  private final Map<Claim, ResourcePath> holders = new HashMap<>();
  private final Map<String, Receipt> receipts = new HashMap<>();

  private Locked() {}

  /** Locks and reads, in the transaction that the connection is in. */
  static Locked by(Connection connection, List<Commit> commits) throws SQLException {
    Locked locked = new Locked();
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      set(connection, statement, commits);
      statement.execute();
      locked.each(statement, row -> locked.numbers.put(path(row), row.getLong("number")));
      locked.each(
          statement, row -> locked.unexpected.put(path(row), Selected.of(Rows.stored(row))));
      locked.each(statement, locked::hold);
      locked.each(
          statement,
          row -> {
            Receipt receipt = Rows.receipt(row);
            locked.receipts.put(receipt.key(), receipt);
          });
    }
    return locked;
  }

  private static void set(Connection connection, PreparedStatement statement, List<Commit> commits)
      throws SQLException {
    List<Expectation> all = commits.stream().flatMap(Locked::expectations).toList();
    Object[] named = all.stream().map(each -> each.path().value()).toArray();
    Array paths = connection.createArrayOf("text", named);
    statement.setArray(1, paths);
    statement.setArray(2, paths);
    statement.setArray(
        3,
        connection.createArrayOf(
            "int8", all.stream().map(each -> each.expected().number()).toArray()));
    statement.setArray(4, paths);
    statement.setArray(5, bytes(connection, commits.stream().flatMap(Locked::wanted)));
    statement.setArray(
        6,
        bytes(
            connection,
            commits.stream().flatMap(commit -> commit.receipt().stream()).map(Receipt::key)));
  }

  private static Stream<Expectation> expectations(Commit commit) {
    List<Expectation> all = new ArrayList<>();
    commit.writes().forEach(write -> all.add(new Expectation(write.path(), write.expected())));
    commit.guards().forEach(guard -> all.add(new Expectation(guard.path(), guard.expected())));
    commit.reclaims().forEach(each -> all.add(new Expectation(each.path(), each.expected())));
    return all.stream();
  }

  private static Stream<String> wanted(Commit commit) {
    return Stream.concat(
            commit.writes().stream().flatMap(write -> write.claims().stream()),
            commit.reclaims().stream().flatMap(reclaim -> reclaim.claims().stream()))
        .map(Claim::key);
  }

  private static Array bytes(Connection connection, Stream<String> texts) throws SQLException {
    return connection.createArrayOf("bytea", texts.map(Rows::bytes).toArray(byte[][]::new));
  }

  /** Reads one row. */
  @FunctionalInterface
  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private void each(PreparedStatement statement, Reader reader) throws SQLException {
    statement.getMoreResults();
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private static ResourcePath path(ResultSet row) throws SQLException {
    return new ResourcePath(row.getString("path"));
  }

  private void hold(ResultSet row) throws SQLException {
    Claim claim = new Claim(Rows.text(row.getBytes("claim")));
    holders.put(claim, path(row));
    claims.computeIfAbsent(path(row), path -> new HashSet<>()).add(claim);
  }

  @Override
  public long newest(ResourcePath path) {
    return numbers.getOrDefault(path, 0L);
  }

  @Override
  public Selected current(ResourcePath path) {
    return unexpected.getOrDefault(path, new Selected.Absent());
  }

  @Override
  public Set<Claim> claims(ResourcePath path) {
    return claims.getOrDefault(path, Set.of());
  }

  @Override
  public Optional<ResourcePath> holder(Claim claim) {
    return Optional.ofNullable(holders.get(claim));
  }

  @Override
  public Optional<Receipt> receipt(String key) {
    return Optional.ofNullable(receipts.get(key));
  }
}
