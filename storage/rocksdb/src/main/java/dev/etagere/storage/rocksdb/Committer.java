package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Change;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Commit;
import dev.etagere.storage.CommitQueue;
import dev.etagere.storage.Group;
import dev.etagere.storage.Ledger;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import dev.etagere.storage.Write;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDBException;

/**
 * Checks a group of commits, writes what was accepted as one durable batch, and halts where that
 * fails.
 */
final class Committer implements CommitQueue.Committer {

  /**
   * Room that stays free, so that the engine can always write its log to the end of a group and be
   * opened anew.
   */
  static final long RESERVE_BYTES = 16L << 20;

  private static final Duration BETWEEN_RECOVERIES = Duration.ofSeconds(1);

  private final OpenEngine engine;
  private final CurrentVersions current;
  private final Listeners listeners;
  private final StoreObserver observer;
  private final long reserveBytes;
  private final FileStore medium;
  private final NewestChanges changes = new NewestChanges();
  private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
  private Optional<StoreException> halted = Optional.empty();
  private long lastRecovery;
  private volatile NewestRows newest = new NewestRows();
  private volatile long sequence;

  Committer(
      OpenEngine engine,
      CurrentVersions current,
      Listeners listeners,
      StoreObserver observer,
      long reserveBytes) {
    this.engine = engine;
    this.current = current;
    this.listeners = listeners;
    this.observer = observer;
    this.reserveBytes = reserveBytes;
    this.medium = medium(engine);
    this.sequence = engine.read(Reading::newestSequence);
  }

  private static FileStore medium(OpenEngine engine) {
    try {
      return Files.getFileStore(engine.folder());
    } catch (IOException failed) {
      throw new StoreException(
          Trouble.UNUSABLE,
          "the medium of the store cannot be told: " + failed.getMessage(),
          failed);
    }
  }

  /** The next version's position is behind this one, which another than this has written. */
  void goOnBehind(long position) {
    newest = new NewestRows();
    sequence = position;
  }

  /** What follows a position, if all of it is in memory. */
  Optional<List<Change>> changes(long after, int limit) {
    return changes.after(after, sequence, limit);
  }

  @Override
  public List<Outcome> commit(List<Commit> commits) {
    recoverIfHalted();
    refuseWithoutRoom();
    Group group = new Group(new Durable(), sequence);
    List<Outcome> outcomes = commits.stream().map(group::add).toList();
    if (group.accepted().isEmpty()) {
      return outcomes;
    }
    return written(group, commits.size()) ? outcomes : doubted(commits, outcomes);
  }

  private boolean written(Group group, int answered) {
    long start = System.nanoTime();
    try {
      engine.read(open -> write(open, group));
    } catch (StoreException failed) {
      halt(failed, group);
      return false;
    }
    note(group);
    sequence = group.sequence();
    observer.grouped(answered, Duration.ofNanos(System.nanoTime() - start));
    listeners.committed(sequence);
    return true;
  }

  /** Remembers what has become durable. */
  private void note(Group group) {
    Map<ResourcePath, Set<Claim>> claims = group.claims();
    claims.keySet().forEach(newest::forget);
    long position = sequence;
    for (Commit commit : group.accepted()) {
      for (Write write : commit.writes()) {
        position++;
        changes.add(new Change(position, write.stored().version()));
        newest.written(write.path(), row(write, claims));
        current.written(write);
      }
    }
  }

  private static Rows.Current row(Write write, Map<ResourcePath, Set<Claim>> claims) {
    return new Rows.Current(write.stored().version(), claims.getOrDefault(write.path(), Set.of()));
  }

  private boolean write(Engine open, Group group) {
    try (Engine.Rowset rows = open.rowset()) {
      Map<ResourcePath, Set<Claim>> claims = group.claims();
      long position = sequence;
      for (Commit commit : group.accepted()) {
        put(rows, commit, position, claims);
        position += commit.writes().size();
      }
      group.holders().forEach((claim, holder) -> put(rows, claim, holder));
      putReclaimed(open, rows, group);
      open.write(rows);
      return true;
    } catch (RocksDBException failed) {
      throw new StoreException(
          trouble(failed), "the store cannot be written: " + failed.getMessage(), failed);
    }
  }

  private static Trouble trouble(RocksDBException failed) {
    return String.valueOf(failed.getMessage()).contains("No space left")
        ? Trouble.FULL
        : Trouble.UNAVAILABLE;
  }

  private void put(
      Engine.Rowset rows, Commit commit, long before, Map<ResourcePath, Set<Claim>> claims) {
    long position = before;
    for (Write write : commit.writes()) {
      Version version = write.stored().version();
      position++;
      rows.put(Family.CURRENT, Keys.of(write.path()), Rows.current(row(write, claims)));
      rows.put(
          Family.VERSIONS, Keys.of(write.path(), version.number()), Rows.stored(write.stored()));
      rows.put(Family.FEED, Keys.of(position), Rows.version(version));
      putStaged(rows, write.stored());
    }
    Rows.Landed landed = new Rows.Landed(before + 1, commit.writes().size());
    rows.put(Family.OPERATIONS, Keys.of(commit.operation()), Rows.landed(landed));
    commit.receipt().ifPresent(receipt -> put(rows, receipt));
  }

  static void putStaged(Engine.Rowset rows, Stored stored) {
    Version version = stored.version();
    Reading.staged(stored)
        .map(name -> Keys.reference(name, version.path(), version.number()))
        .ifPresent(reference -> rows.put(Family.STAGED, reference, new byte[0]));
  }

  static void put(Engine.Rowset rows, Receipt receipt) {
    rows.put(Family.RECEIPTS, Keys.of(receipt.key()), Rows.receipt(receipt));
    rows.put(
        Family.EXPIRIES, Keys.of(receipt.expires().toEpochMilli(), receipt.key()), new byte[0]);
  }

  private static void put(Engine.Rowset rows, Claim claim, Optional<ResourcePath> holder) {
    holder.ifPresentOrElse(
        path -> rows.put(Family.CLAIMS, Keys.of(claim.key()), Keys.of(path)),
        () -> rows.delete(Family.CLAIMS, Keys.of(claim.key())));
  }

  /** The current rows of resources that got other claims without a new version. */
  private static void putReclaimed(Engine open, Engine.Rowset rows, Group group) {
    Set<ResourcePath> written = new HashSet<>();
    group.accepted().forEach(commit -> commit.writes().forEach(write -> written.add(write.path())));
    group
        .claims()
        .forEach((path, claims) -> {
          if (!written.contains(path)) {
            Reading.newestVersion(open, path)
                .ifPresent(version ->
                    rows.put(
                        Family.CURRENT,
                        Keys.of(path),
                        Rows.current(new Rows.Current(version, claims))));
          }
        });
  }

  private void halt(StoreException failed, Group group) {
    halted = Optional.of(failed);
    lastRecovery = System.nanoTime();
    group.accepted().forEach(commit -> doubtful.add(commit.operation()));
  }

  /**
   * Nobody knows of what was accepted whether it landed; of what was refused, whether its reason
   * did.
   */
  private List<Outcome> doubted(List<Commit> commits, List<Outcome> outcomes) {
    StoreException failure = halted.orElseThrow();
    if (outcomes.stream().noneMatch(Outcome.Committed.class::isInstance)) {
      throw failure;
    }
    return commits.stream()
        .<Outcome>map(commit -> new Outcome.Unknown(commit.operation()))
        .toList();
  }

  /**
   * Opens the engine anew where writing had failed, at most once a second, and only if a file can
   * be written.
   */
  private void recoverIfHalted() {
    if (halted.isEmpty()) {
      return;
    }
    if (System.nanoTime() - lastRecovery < BETWEEN_RECOVERIES.toNanos()) {
      throw halted.get();
    }
    lastRecovery = System.nanoTime();
    refuseWithoutRoom();
    engine.reopen();
    current.forget();
    newest = new NewestRows();
    sequence = engine.read(Reading::newestSequence);
    doubtful.clear();
    halted = Optional.empty();
  }

  /** Refuses to write while there is less room than the engine may need to end what it began. */
  void refuseWithoutRoom() {
    try {
      if (medium.getUsableSpace() < reserveBytes) {
        throw new StoreException(
            Trouble.FULL,
            "the medium of the store has less than %d MiB left".formatted(reserveBytes >> 20));
      }
    } catch (IOException failed) {
      throw new StoreException(
          Trouble.UNAVAILABLE,
          "the medium of the store does not answer: " + failed.getMessage(),
          failed);
    }
  }

  /** Refuses to say whether an operation landed while nobody can know. */
  void refuseDoubt(String operation) {
    if (doubtful.contains(operation)) {
      throw new StoreException(
          Trouble.UNAVAILABLE, "whether the write landed is known once the store has recovered");
    }
  }

  /** What a group is checked against. Nothing else writes while a group is checked. */
  private final class Durable implements Ledger {

    private Optional<Rows.Current> row(ResourcePath path) {
      return newest.at(path, missing -> engine.read(open -> Reading.currentRow(open, missing)));
    }

    @Override
    public long newest(ResourcePath path) {
      return row(path).map(row -> row.version().number()).orElse(0L);
    }

    @Override
    public Selected current(ResourcePath path) {
      return engine.read(open -> Reading.current(open, path));
    }

    @Override
    public Set<Claim> claims(ResourcePath path) {
      return row(path).map(Rows.Current::claims).orElse(Set.of());
    }

    @Override
    public Optional<ResourcePath> holder(Claim claim) {
      return engine.read(open -> open.row(Family.CLAIMS, Keys.of(claim.key())).map(Keys::path));
    }

    @Override
    public Optional<Receipt> receipt(String key) {
      return engine.read(open -> open.row(Family.RECEIPTS, Keys.of(key)).map(Rows::receipt));
    }
  }
}
