package dev.etagere.storage.postgresql;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The operations of which this server does not know whether they landed.
 *
 * <p>The transaction of a connection that was lost may still be under way, or wait for its turn. So
 * it is not enough to look: whoever finds that an operation has not landed notes that it never
 * will, and where it arrives nevertheless, the note refuses it.
 */
final class Doubts {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long BETWEEN_MILLIS = 100;

  private final Set<String> operations = ConcurrentHashMap.newKeySet();
  private final Database database;

  Doubts(Database database) {
    this.database = database;
  }

  void add(String operation) {
    operations.add(operation);
  }

  /**
   * Sees to it that the tables tell whether an operation landed. Waits for a database that is about
   * to come back.
   *
   * @throws StoreException {@link Trouble#UNAVAILABLE} if it does not come back in time
   */
  void settle(String operation) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (operations.contains(operation)) {
      try {
        note(operation);
        operations.remove(operation);
      } catch (StoreException unavailable) {
        if (System.nanoTime() > end) {
          throw unavailable;
        }
        pause(unavailable);
      }
    }
  }

  private static void pause(StoreException unavailable) {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable;
    }
  }

  /** Behind whoever holds the counter. */
  private void note(String operation) {
    try (Connection connection = database.writer()) {
      Database.execute(
          connection,
          "SELECT FROM counter FOR UPDATE;"
              + " INSERT INTO operations VALUES (?, 0, -1) ON CONFLICT DO NOTHING",
          statement -> statement.setString(1, operation));
    } catch (SQLException failed) {
      throw Failures.of(failed);
    }
  }
}
