package dev.etagere.storage.postgresql;

import dev.etagere.storage.tck.PostgresqlCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Databases for tests. */
final class Databases {

  private static final class Shared {
    static final String LOCATION = create();

    static {
      PostgresqlStore.open(LOCATION, (commits, took) -> {}).close();
    }
  }

  private Databases() {}

  /** The location of a new one, without tables. */
  static String create() {
    PostgresqlCluster cluster = PostgresqlCluster.shared();
    return cluster.location(cluster.createDatabase());
  }

  /** The location of the one that all tests of this JVM share; nobody has it open. */
  static String emptied() {
    try (Connection connection = connect(Shared.LOCATION)) {
      Database.execute(connection, PostgresqlCluster.EMPTYING, Database.Parameters.NONE);
      return Shared.LOCATION;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A connection that no store knows of. */
  static Connection connect(String location) throws SQLException {
    Location parsed = Location.parse(location);
    return DriverManager.getConnection(parsed.url(), parsed.properties(System.getenv()));
  }
}
