package dev.etagere.storage.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The connections to the database: a few for those who read, and two that belong to the commits, so
 * that these never wait for readers.
 */
final class Database implements AutoCloseable {

  private static final int READERS = 12;
  private static final int WRITERS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Every statement of the store goes by an index, also while the planner has no figures yet; what
   * it then takes for dear (a table of one row) is not worth compiling, which takes longer. A
   * transaction that is left alone, or waits for long, ends by itself: it would hold up the commits
   * of all servers. A database that acknowledges before it is durable is told not to.
   */
  private static final String SESSION =
      "SET jit = off;"
          + " SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;"
          + " SET idle_in_transaction_session_timeout = '10s'; SET lock_timeout = '15s';"
          + " SELECT set_config('synchronous_commit', 'on', false)"
          + " WHERE current_setting('synchronous_commit') IN ('off', 'local')";

  /** What is done on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  interface Parameters {
    Parameters NONE = statement -> {};

    void set(PreparedStatement statement) throws SQLException;
  }

  /** Reads the row on which a result stands. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private final Location location;
  private final HikariDataSource readers;
  private final HikariDataSource writers;

  /** Connections are made when they are needed first. */
  Database(Location location) {
    this.location = location;
    this.readers = pool(location, "etagere-readers", READERS);
    this.writers = pool(location, "etagere-writers", WRITERS);
  }

  private static HikariDataSource pool(Location location, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(location.url());
    config.setDataSourceProperties(location.properties(System.getenv()));
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
    config.setConnectionInitSql(SESSION);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }

  /** A connection outside the pools. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(location.url(), location.properties(System.getenv()));
  }

  /** The connections of those who read, for whoever makes the tables. */
  DataSource source() {
    return readers;
  }

  /**
   * Reads; where the connection turns out to be broken, once more on another.
   *
   * @throws StoreException {@link Trouble#UNAVAILABLE} if the database does not answer
   */
  <T> T read(Work<T> work) {
    try {
      return on(readers, work);
    } catch (SQLException failed) {
      if (!Failures.isOfConnection(failed)) {
        throw Failures.of(failed);
      }
      return again(work);
    }
  }

  private <T> T again(Work<T> work) {
    try {
      return on(readers, work);
    } catch (SQLException failed) {
      throw Failures.of(failed);
    }
  }

  /** Writes what belongs to no commit: if this fails, it may have been done nevertheless. */
  <T> T write(Work<T> work) {
    return again(work);
  }

  private <T> T on(HikariDataSource pool, Work<T> work) throws SQLException {
    try (Connection connection = connection(pool)) {
      return work.on(connection);
    }
  }

  /**
   * A connection that belongs to the commits.
   *
   * @throws StoreException {@link Trouble#UNAVAILABLE} if there is none
   */
  Connection writer() {
    return connection(writers);
  }

  private Connection connection(HikariDataSource pool) {
    refuseClosed();
    try {
      return pool.getConnection();
    } catch (SQLException failed) {
      throw new StoreException(
          Trouble.UNAVAILABLE,
          "no connection to the database %s: %s".formatted(location, failed.getMessage()),
          failed);
    }
  }

  void refuseClosed() {
    if (readers.isClosed()) {
      throw new StoreException(Trouble.UNAVAILABLE, "the store is closed");
    }
  }

  /** All rows that a query finds. */
  static <T> List<T> all(Connection connection, String query, Parameters parameters, Row<T> row)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      parameters.set(statement);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
      return found;
    }
  }

  /** The first row that a query finds. */
  static <T> Optional<T> first(
      Connection connection, String query, Parameters parameters, Row<T> row) throws SQLException {
    return all(connection, query, parameters, row).stream().findFirst();
  }

  /**
   * Changes rows.
   *
   * @return how many
   */
  static int update(Connection connection, String change, Parameters parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(change)) {
      parameters.set(statement);
      return statement.executeUpdate();
    }
  }

  /** Runs several statements, all of them or none; their results are not asked for. */
  static boolean execute(Connection connection, String statements, Parameters parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(statements)) {
      parameters.set(statement);
      return statement.execute();
    }
  }

  /** Does something in one transaction. */
  static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.on(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
      connection.setAutoCommit(true);
    }
  }

  /** A connection that cannot roll back is broken, which ends the transaction as well. */
  static void rollBack(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException broken) {
      // the pool finds out when it takes the connection back
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
