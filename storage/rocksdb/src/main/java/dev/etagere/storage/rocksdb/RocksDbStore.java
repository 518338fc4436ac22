package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Adoption;
import dev.etagere.storage.Backup;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * The embedded store: RocksDB for rows, files for long content, one thread that commits in groups.
 *
 * <p>A commit is durable by a synced write of RocksDB's log. A failed write halts writing; reads go
 * on. Once the cause is gone the engine is opened anew, which settles what nobody knew.
 */
public final class RocksDbStore implements Store {

  private static final Duration ORPHANED_AFTER = Duration.ofDays(1);

  private final StagedFiles files;
  private final OpenEngine engine;
  private final Committer committer;
  private final CommitQueue queue;
  private final CurrentVersions current = new CurrentVersions();
  private final Listeners listeners;
  private volatile byte[] secret;
  private final ScheduledExecutorService housekeeping;

  private RocksDbStore(
      StagedFiles files, OpenEngine engine, StoreObserver observer, long reserveBytes) {
    this.files = files;
    this.engine = engine;
    this.listeners = new Listeners();
    this.committer = new Committer(engine, current, listeners, observer, reserveBytes);
    this.queue = new CommitQueue("etagere-commit", committer);
    this.secret = engine.read(Format::secret);
    this.housekeeping = Executors.newSingleThreadScheduledExecutor(RocksDbStore::daemon);
    collectOrphans(Instant.now());
    Future<?> unused =
        housekeeping.scheduleWithFixedDelay(
            () -> collectOrphans(Instant.now().minus(ORPHANED_AFTER)), 1, 1, TimeUnit.HOURS);
  }

  /**
   * Opens the store in a folder, making both where there is none.
   *
   * @param folder of the store; nothing else is in it
   * @param observer is told of each group of commits
   * @throws StoreException {@link Trouble#IN_USE}, {@link Trouble#NEWER_FORMAT}, {@link
   *     Trouble#CORRUPT} or {@link Trouble#UNUSABLE}, with a sentence
   */
  public static RocksDbStore open(Path folder, StoreObserver observer) {
    return open(folder, observer, Committer.RESERVE_BYTES);
  }

  static RocksDbStore open(Path folder, StoreObserver observer, long reserveBytes) {
    OpenEngine engine = OpenEngine.open(folder);
    try {
      return new RocksDbStore(
          new StagedFiles(folder.resolve("staged")), engine, observer, reserveBytes);
    } catch (IOException failed) {
      engine.close();
      throw new StoreException(
          Trouble.UNUSABLE, "the folder %s cannot be used: %s".formatted(folder, failed), failed);
    } catch (StoreException refused) {
      engine.close();
      throw refused;
    }
  }

  @Override
  public byte[] secret() {
    engine.refuseClosed();
    return secret.clone();
  }

  @Override
  public Selected current(ResourcePath path) {
    engine.refuseClosed();
    return current.at(path, this::read);
  }

  private Selected read(ResourcePath path) {
    return engine.read(open -> Reading.current(open, path));
  }

  @Override
  public Optional<Stored> version(ResourcePath path, long number) {
    return engine.read(open -> Reading.version(open, path, number));
  }

  @Override
  public List<Version> history(ResourcePath path, long below, int limit) {
    return engine.read(open -> Reading.history(open, path, below, limit));
  }

  @Override
  public List<Stored> list(String prefix, String from, int limit) {
    return engine.read(open -> Reading.list(open, prefix, from, limit));
  }

  @Override
  public List<ResourcePath> paths(String from, int limit) {
    return engine.read(open -> Reading.paths(open, from, limit));
  }

  @Override
  public List<Change> changes(long after, int limit) {
    engine.refuseClosed();
    return committer
        .changes(after, limit)
        .orElseGet(() -> engine.read(open -> Reading.changes(open, after, limit)));
  }

  @Override
  public long newestSequence() {
    return engine.read(Reading::newestSequence);
  }

  @Override
  public Subscription subscribe(LongConsumer listener) {
    engine.refuseClosed();
    return listeners.add(listener);
  }

  @Override
  public Content.Staged stage(InputStream content) throws IOException {
    engine.refuseClosed();
    committer.refuseWithoutRoom();
    return files.stage(content);
  }

  @Override
  public InputStream open(Content content, long from, long length) {
    engine.refuseClosed();
    return content instanceof Content.Staged staged
        ? files.open(staged, from, length)
        : new ByteArrayInputStream(
            ((Content.Inline) content).bytes(), Math.toIntExact(from), Math.toIntExact(length));
  }

  @Override
  public Outcome commit(Commit commit) {
    commit.writes().forEach(write -> Reading.staged(write.stored()).ifPresent(files::require));
    return queue.submit(commit);
  }

  @Override
  public Optional<List<Version>> landed(String operation) {
    committer.refuseDoubt(operation);
    return engine.read(open -> Reading.landed(open, operation));
  }

  @Override
  public Optional<Receipt> receipt(String key) {
    return engine.read(open -> open.row(Family.RECEIPTS, Keys.of(key)).map(Rows::receipt));
  }

  @Override
  public Set<Claim> claims(ResourcePath path) {
    return engine.read(open -> Reading.claims(open, path));
  }

  @Override
  public List<Holding> holdings(String from, int limit) {
    return engine.read(open -> Reading.holdings(open, from, limit));
  }

  @Override
  public List<String> examine() {
    return engine.read(Engine::examine);
  }

  @Override
  public int expire(Instant now) {
    return engine.write((open, rows) -> {
      int expired = 0;
      try (Engine.Walk walk = open.walk(Family.EXPIRIES).from(Keys.of(0))) {
        for (; walk.onRow() && Keys.number(walk.key()) < now.toEpochMilli(); walk.next()) {
          rows.delete(Family.EXPIRIES, walk.key());
          rows.delete(Family.RECEIPTS, Keys.of(Keys.textBehindNumber(walk.key())));
          expired++;
        }
      }
      return expired;
    });
  }

  @Override
  public int prune(ResourcePath path, long below) {
    return files.unlinking(() -> pruned(path, below));
  }

  private int pruned(ResourcePath path, long below) {
    List<String> unreferred = new ArrayList<>();
    int pruned = engine.write((open, rows) -> prune(open, rows, path, below, unreferred));
    unreferred.removeIf(this::isReferred);
    unreferred.forEach(files::delete);
    return pruned;
  }

  private int prune(
      Engine open, Engine.Rowset rows, ResourcePath path, long below, List<String> unreferred) {
    long newest = Reading.newest(open, path);
    int pruned = 0;
    try (Engine.Walk walk = open.walk(Family.VERSIONS).from(Keys.of(path, 0))) {
      byte[] end = Keys.of(path, Math.min(below, newest));
      for (; walk.onRow() && Arrays.compareUnsigned(walk.key(), end) < 0; walk.next()) {
        if (Rows.stored(walk.value()).content() instanceof Content.Staged staged) {
          long number = Rows.version(walk.value()).number();
          rows.delete(Family.STAGED, Keys.reference(staged.name(), path, number));
          files.unlink(staged.name());
          unreferred.add(staged.name());
        }
        rows.delete(Family.VERSIONS, walk.key());
        pruned++;
      }
    }
    return pruned;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "etagere-orphans");
    thread.setDaemon(true);
    return thread;
  }

  private void collectOrphans(Instant olderThan) {
    try {
      files.collect(this::isReferred, olderThan);
    } catch (StoreException inTrouble) {
      // nothing is deleted while it cannot be told what is referred to; the next run tries again
    }
  }

  private boolean isReferred(String name) {
    return engine.read(open -> Reading.isReferred(open, name));
  }

  @Override
  public List<Receipt> receipts(String from, int limit) {
    return engine.read(open -> Reading.receipts(open, from, limit));
  }

  @Override
  public void adopt(Adoption adoption) {
    adoption.entries().stream()
        .flatMap(entry -> entry.content().stream())
        .flatMap(content -> Reading.staged(content).stream())
        .forEach(files::require);
    int unused = engine.write((open, rows) -> Adopted.put(open, rows, adoption));
    current.forget();
    committer.goOnBehind(engine.read(Reading::newestSequence));
    secret = adoption.secret();
  }

  @Override
  public Optional<Backup> backup() {
    return Optional.of(this::backUp);
  }

  /** Files that nobody refers to any more stay as long as the backup may need them. */
  private Backup.Saved backUp(Path folder, int keep) {
    return engine.steadily(open -> {
      files.hold();
      try {
        return BackupFolder.save(open, files, folder, keep);
      } finally {
        files.release(this::isReferred);
      }
    });
  }

  @Override
  public long sizeBytes() {
    engine.refuseClosed();
    try {
      return FolderSize.of(engine.folder());
    } catch (IOException failed) {
      throw new StoreException(
          Trouble.UNAVAILABLE, "the store's folder cannot be read: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    housekeeping.shutdownNow();
    queue.close();
    engine.close();
  }
}
