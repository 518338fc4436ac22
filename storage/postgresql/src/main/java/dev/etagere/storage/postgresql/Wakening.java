package dev.etagere.storage.postgresql;

import dev.etagere.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears of the commits of all servers. A notification only wakes: whoever listens reads the order
 * from where it stopped. What was missed while the connection was lost is told once it is back.
 */
final class Wakening implements AutoCloseable {

  /** After so long without a word the connection is tried, and the order looked at. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

  private final Database database;
  private final Listeners listeners;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "etagere-listen");
  private long told;

  Wakening(Database database, Listeners listeners) {
    this.database = database;
    this.listeners = listeners;
    thread.setDaemon(true);
  }

  /** Begins to listen; what was committed before is not told. */
  void start() {
    told = database.read(Reading::newestSequence);
    thread.start();
  }

  private void run() {
    while (!isClosed(Duration.ZERO)) {
      try (Connection connection = database.connect()) {
        listen(connection);
      } catch (SQLException | StoreException lost) {
        if (isClosed(BETWEEN_ATTEMPTS)) {
          return;
        }
      }
    }
  }

  private boolean isClosed(Duration within) {
    try {
      return closed.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException asked) {
      return true;
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN etagere");
    }
    tell(Reading.newestSequence(connection));
    PGConnection notified = connection.unwrap(PGConnection.class);
    while (!isClosed(Duration.ZERO)) {
      PGNotification[] heard = notified.getNotifications(Math.toIntExact(SILENCE.toMillis()));
      for (PGNotification each : heard) {
        tell(Long.parseLong(each.getParameter()));
      }
      if (heard.length == 0) {
        tell(Reading.newestSequence(connection));
      }
    }
  }

  private void tell(long sequence) {
    if (sequence > told) {
      told = sequence;
      listeners.committed(sequence);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
