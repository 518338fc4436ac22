package dev.etagere.storage.postgresql;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, as this program needs them. */
final class Schema {

  /** The number of the newest migration. */
  static final int NEWEST = 1;

  /** The table in which the migrations are noted. */
  private static final String HISTORY = "etagere_schema";

  private static final int SECRET_BYTES = 32;

  private Schema() {}

  /**
   * Brings the tables forward to what this program needs; several servers may do so at once. Gives
   * a new store its secret.
   *
   * @throws StoreException {@link Trouble#NEWER_FORMAT} if a newer program brought them further
   */
  static void prepare(Database database) {
    database.read(Schema::check);
    int version = database.read(Schema::version);
    if (version > NEWEST) {
      throw new StoreException(
          Trouble.NEWER_FORMAT,
          "the tables have version %d, made by a newer Etagere; this one knows version %d"
              .formatted(version, NEWEST));
    }
    if (version < NEWEST) {
      migrate(database.source());
    }
    database.write(Schema::makeSecret);
  }

  private static boolean check(Connection connection) throws SQLException {
    require(
        connection,
        "fsync",
        "on",
        "it acknowledges what a power cut takes away; set fsync = on in postgresql.conf");
    require(
        connection,
        "full_page_writes",
        "on",
        "a power cut can tear its pages; set full_page_writes = on in postgresql.conf");
    require(
        connection,
        "server_encoding",
        "UTF8",
        "it cannot hold every text; make one with ENCODING 'UTF8'");
    return true;
  }

  private static void require(Connection connection, String setting, String needed, String why)
      throws SQLException {
    String value =
        Database.first(
                connection,
                "SELECT current_setting(?)",
                statement -> statement.setString(1, setting),
                row -> row.getString(1))
            .orElse("");
    if (!value.equals(needed)) {
      throw new StoreException(
          Trouble.UNUSABLE, "the database has %s = %s: %s".formatted(setting, value, why));
    }
  }

  private static void migrate(DataSource source) {
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations("classpath:dev/etagere/storage/postgresql/migrations")
            .table(HISTORY)
            .load();
    try {
      flyway.migrate();
    } catch (FlywayException failed) {
      throw new StoreException(
          Trouble.UNUSABLE, "the tables cannot be made: " + failed.getMessage(), failed);
    }
  }

  /** The number of the migration that the tables have; 0 where there are none. */
  private static int version(Connection connection) throws SQLException {
    boolean isThere =
        Database.first(
                connection,
                "SELECT to_regclass(?) IS NOT NULL",
                statement -> statement.setString(1, HISTORY),
                row -> row.getBoolean(1))
            .orElse(false);
    return isThere
        ? Database.first(
                connection,
                "SELECT coalesce(max(version::integer), 0) FROM " + HISTORY + " WHERE success",
                Database.Parameters.NONE,
                row -> row.getInt(1))
            .orElse(0)
        : 0;
  }

  /** Of servers that start at once the first gives the secret. */
  private static int makeSecret(Connection connection) throws SQLException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return Database.update(
        connection,
        "INSERT INTO store (secret) VALUES (?) ON CONFLICT DO NOTHING",
        statement -> statement.setBytes(1, secret));
  }
}
