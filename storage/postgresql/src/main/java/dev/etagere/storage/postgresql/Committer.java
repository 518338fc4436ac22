package dev.etagere.storage.postgresql;

import dev.etagere.storage.Commit;
import dev.etagere.storage.CommitQueue;
import dev.etagere.storage.Group;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.StoreObserver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes a group of commits durable in one transaction.
 *
 * <p>What is expected is presumed to be so: one statement checks it and writes, in one round trip.
 * Where it is not so, nothing was done; then the state is locked and read, the group is checked
 * against it, and what is left of it is written.
 *
 * <p>Whoever commits holds the counter's row until the end of the transaction, so the transactions
 * of all servers follow each other, and become visible in the order of their positions.
 */
final class Committer implements CommitQueue.Committer {

  private static final int VALIDATION_SECONDS = 2;

  private final Database database;
  private final Doubts doubts;
  private final Listeners listeners;
  private final StoreObserver observer;

  Committer(Database database, Doubts doubts, Listeners listeners, StoreObserver observer) {
    this.database = database;
    this.doubts = doubts;
    this.listeners = listeners;
    this.observer = observer;
  }

  @Override
  public List<Outcome> commit(List<Commit> commits) {
    long start = System.nanoTime();
    try (Connection connection = database.writer()) {
      List<Outcome> outcomes =
          presumed(connection, commits).orElseGet(() -> locked(connection, commits));
      announce(outcomes, Duration.ofNanos(System.nanoTime() - start));
      return outcomes;
    } catch (SQLException notReturned) {
      throw new IllegalStateException("a pool takes every connection back", notReturned);
    }
  }

  private void announce(List<Outcome> outcomes, Duration took) {
    outcomes.stream()
        .flatMap(outcome ->
            outcome instanceof Outcome.Committed committed
                ? Optional.of(committed.sequence()).stream()
                : Optional.<Long>empty().stream())
        .max(Long::compare)
        .ifPresent(newest -> {
          observer.grouped(outcomes.size(), took);
          listeners.committed(newest);
        });
  }

  /** Nothing if it was not as presumed; then nothing was done. */
  private Optional<List<Outcome>> presumed(Connection connection, List<Commit> commits) {
    return Presumed.of(commits).flatMap(presumed -> presumed(connection, commits, presumed));
  }

  private Optional<List<Outcome>> presumed(
      Connection connection, List<Commit> commits, Presumed presumed) {
    Group group = new Group(presumed, 0);
    List<Outcome> outcomes = commits.stream().map(group::add).toList();
    try {
      OptionalLong before = call(connection, GroupCall.SQL, group, Optional.of(presumed));
      return before.isPresent()
          ? Optional.of(placed(outcomes, before.getAsLong()))
          : Optional.empty();
    } catch (SQLException failed) {
      return Optional.of(doubted(connection, commits, failed));
    }
  }

  private List<Outcome> locked(Connection connection, List<Commit> commits) {
    Group group;
    List<Outcome> outcomes;
    try {
      connection.setAutoCommit(false);
      group = new Group(Locked.by(connection, commits), 0);
      outcomes = commits.stream().map(group::add).toList();
    } catch (SQLException failed) {
      Database.rollBack(connection); // it was not told to commit, and never will be
      throw Failures.of(failed);
    }
    if (group.accepted().isEmpty()) {
      Database.rollBack(connection);
      return outcomes;
    }
    try {
      OptionalLong before = call(connection, GroupCall.SQL + "; COMMIT", group, Optional.empty());
      return placed(outcomes, before.orElseThrow());
    } catch (SQLException failed) {
      return doubted(connection, commits, failed);
    }
  }

  private static OptionalLong call(
      Connection connection, String sql, Group group, Optional<Presumed> presumed)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      GroupCall.set(connection, statement, group, presumed);
      statement.execute();
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        long before = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(before);
      }
    }
  }

  /** The group counted positions from 0. */
  private static List<Outcome> placed(List<Outcome> outcomes, long before) {
    return outcomes.stream()
        .map(outcome ->
            outcome instanceof Outcome.Committed committed
                ? new Outcome.Committed(before + committed.sequence())
                : outcome)
        .toList();
  }

  /**
   * Where the connection has survived, the database refused, and nothing was done. Where it has
   * not, nobody knows of what was accepted whether it landed; of what was refused, whether its
   * reason did.
   */
  private List<Outcome> doubted(Connection connection, List<Commit> commits, SQLException failed) {
    if (isAlive(connection)) {
      Database.rollBack(connection);
      throw Failures.of(failed);
    }
    commits.forEach(commit -> doubts.add(commit.operation()));
    return commits.stream()
        .<Outcome>map(commit -> new Outcome.Unknown(commit.operation()))
        .toList();
  }

  private static boolean isAlive(Connection connection) {
    try {
      return connection.isValid(VALIDATION_SECONDS);
    } catch (SQLException broken) {
      return false;
    }
  }
}
