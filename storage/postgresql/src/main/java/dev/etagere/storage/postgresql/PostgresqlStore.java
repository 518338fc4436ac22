package dev.etagere.storage.postgresql;

import dev.etagere.storage.Adoption;
import dev.etagere.storage.Change;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Commit;
import dev.etagere.storage.CommitQueue;
import dev.etagere.storage.Content;
import dev.etagere.storage.Holding;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * A store that several servers have open at once: all that it knows is in the database.
 *
 * <p>Each server commits in groups; the groups of all servers follow each other, which gives their
 * versions one order without gaps. While the database is away every method says so, and goes on by
 * itself when it is back.
 */
public final class PostgresqlStore implements Store {

  private static final Duration ORPHANED_AFTER = Duration.ofDays(1);

  private final Database database;
  private final StagedPieces pieces;
  private final Listeners listeners = new Listeners();
  private final Wakening wakening;
  private final Doubts doubts;
  private final CommitQueue queue;
  private final ScheduledExecutorService housekeeping;
  private volatile byte[] secret;

  private PostgresqlStore(Database database, StoreObserver observer) {
    this.database = database;
    this.pieces = new StagedPieces(database);
    this.wakening = new Wakening(database, listeners);
    this.doubts = new Doubts(database);
    this.secret = database.read(Reading::secret);
    wakening.start();
    this.queue =
        new CommitQueue("etagere-commit", new Committer(database, doubts, listeners, observer));
    this.housekeeping = Executors.newSingleThreadScheduledExecutor(PostgresqlStore::daemon);
    Future<?> unused =
        housekeeping.scheduleWithFixedDelay(this::collectOrphans, 1, 60, TimeUnit.MINUTES);
  }

  /**
   * Opens the store in a database, making or bringing forward its tables; several servers may do so
   * at once.
   *
   * @param location {@code postgresql://USER@HOST:PORT/DATABASE}, with parameters of the driver
   *     behind a question mark. The password comes from the environment ({@code PGPASSWORD}) or a
   *     password file
   * @param observer is told of each group of commits
   * @throws StoreException {@link Trouble#UNAVAILABLE}, {@link Trouble#NEWER_FORMAT} or {@link
   *     Trouble#UNUSABLE}, with a sentence
   */
  public static PostgresqlStore open(String location, StoreObserver observer) {
    Database database = new Database(Location.parse(location));
    try {
      Schema.prepare(database);
      return new PostgresqlStore(database, observer);
    } catch (StoreException refused) {
      database.close();
      throw refused;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "etagere-orphans");
    thread.setDaemon(true);
    return thread;
  }

  private void collectOrphans() {
    try {
      pieces.collect(ORPHANED_AFTER);
    } catch (StoreException inTrouble) {
      // the next hour's run, or another server's, finds the same orphans
    }
  }

  @Override
  public byte[] secret() {
    database.refuseClosed();
    return secret.clone();
  }

  @Override
  public Selected current(ResourcePath path) {
    return database.read(connection -> Reading.current(connection, path));
  }

  @Override
  public Optional<Stored> version(ResourcePath path, long number) {
    return database.read(connection -> Reading.version(connection, path, number));
  }

  @Override
  public List<Version> history(ResourcePath path, long below, int limit) {
    return database.read(connection -> Reading.history(connection, path, below, limit));
  }

  @Override
  public List<Stored> list(String prefix, String from, int limit) {
    return database.read(connection -> Reading.list(connection, prefix, from, limit));
  }

  @Override
  public List<ResourcePath> paths(String from, int limit) {
    return database.read(connection -> Reading.paths(connection, from, limit));
  }

  @Override
  public List<Change> changes(long after, int limit) {
    return database.read(connection -> Reading.changes(connection, after, limit));
  }

  @Override
  public long newestSequence() {
    return database.read(Reading::newestSequence);
  }

  @Override
  public Subscription subscribe(LongConsumer listener) {
    database.refuseClosed();
    return listeners.add(listener);
  }

  @Override
  public Content.Staged stage(InputStream content) throws IOException {
    return pieces.stage(content);
  }

  @Override
  public InputStream open(Content content, long from, long length) {
    database.refuseClosed();
    return content instanceof Content.Staged staged
        ? pieces.open(staged, from, length)
        : new ByteArrayInputStream(
            ((Content.Inline) content).bytes(), Math.toIntExact(from), Math.toIntExact(length));
  }

  @Override
  public Outcome commit(Commit commit) {
    commit.writes().forEach(write -> requireStaged(write.stored().content()));
    return queue.submit(commit);
  }

  private void requireStaged(Content content) {
    if (content instanceof Content.Staged staged) {
      pieces.require(staged);
    }
  }

  @Override
  public Optional<List<Version>> landed(String operation) {
    doubts.settle(operation);
    return database.read(connection -> Reading.landed(connection, operation));
  }

  @Override
  public Optional<Receipt> receipt(String key) {
    return database.read(connection -> Reading.receipt(connection, key));
  }

  @Override
  public List<Receipt> receipts(String from, int limit) {
    return database.read(connection -> Reading.receipts(connection, from, limit));
  }

  @Override
  public Set<Claim> claims(ResourcePath path) {
    return database.read(connection -> Reading.claims(connection, path));
  }

  @Override
  public List<Holding> holdings(String from, int limit) {
    return database.read(connection -> Reading.holdings(connection, from, limit));
  }

  @Override
  public int expire(Instant now) {
    return database.write(connection ->
        Database.update(
            connection,
            "DELETE FROM receipts WHERE expires < ?",
            statement -> statement.setLong(1, now.toEpochMilli())));
  }

  @Override
  public int prune(ResourcePath path, long below) {
    Pruned pruned =
        database
            .write(connection ->
                Database.first(
                    connection,
                    "SELECT dropped, names FROM prune_versions(?, ?)",
                    statement -> {
                      statement.setString(1, path.value());
                      statement.setLong(2, below);
                    },
                    Pruned::of))
            .orElseThrow();
    pruned.names().forEach(pieces::delete);
    return pruned.dropped();
  }

  /** What was dropped, and the staged content that it referred to. */
  private record Pruned(int dropped, List<String> names) {

    static Pruned of(ResultSet row) throws SQLException {
      java.sql.Array names = row.getArray("names");
      return new Pruned(
          row.getInt("dropped"),
          names == null
              ? List.of()
              : Arrays.stream((Object[]) names.getArray()).map(String::valueOf).toList());
    }
  }

  @Override
  public List<String> examine() {
    return database.read(Reading::contradictions);
  }

  @Override
  public void adopt(Adoption adoption) {
    adoption.entries().stream()
        .flatMap(entry -> entry.content().stream())
        .forEach(this::requireStaged);
    database.write(connection ->
        Database.transaction(connection, transaction -> Adopted.put(transaction, adoption)));
    secret = adoption.secret();
  }

  @Override
  public long sizeBytes() {
    return database.read(Reading::sizeBytes);
  }

  @Override
  public void close() {
    housekeeping.shutdownNow();
    queue.close();
    wakening.close();
    database.close();
  }
}
