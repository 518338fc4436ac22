package dev.etagere.storage.tck;

import dev.etagere.storage.Adoption;
import dev.etagere.storage.Backup;
import dev.etagere.storage.Change;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Holding;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A store whose n-th operation fails, and in front of whose commits a rival acts: faults and races
 * without threads or luck.
 */
public final class FaultyStore implements Store {

  /** How an operation fails. */
  public enum Fault {
    /** It throws, and nothing was done. */
    FAILS,
    /** A commit's outcome is unknown, and it did not land. Other operations throw. */
    LOST_BEFORE,
    /** A commit's outcome is unknown, and it did land if it could. Other operations throw. */
    LOST_AFTER
  }

  private record Planned(long operation, Fault fault) {}

  private final Store store;
  private final Queue<Consumer<Store>> rivals = new ConcurrentLinkedQueue<>();
  private Optional<Planned> planned = Optional.empty();
  private long operations;
  private Optional<Fault> ofNextCommit = Optional.empty();
  private boolean nextLandedFails;

  /**
   * @param store what works; it is closed with this
   */
  public FaultyStore(Store store) {
    this.store = store;
  }

  /**
   * Lets the {@code n}-th operation from now on fail, once.
   *
   * @param n from 1
   */
  public synchronized void failAt(long n, Fault fault) {
    planned = Optional.of(new Planned(operations + n, fault));
  }

  /** Lets the next commit fail, once, whatever other operations come before it. */
  public synchronized void failNextCommit(Fault fault) {
    ofNextCommit = Optional.of(fault);
  }

  /** Lets the next question what became of an operation fail, once. */
  public synchronized void failNextLanded() {
    nextLandedFails = true;
  }

  /** Whether the fault that was planned is yet to come. */
  public synchronized boolean isFaultPending() {
    return planned.isPresent();
  }

  /** How many operations there were. */
  public synchronized long operations() {
    return operations;
  }

  /** Acts on the store just before a commit, once; several act before one commit each, in turn. */
  public void beforeNextCommit(Consumer<Store> action) {
    rivals.add(action);
  }

  private synchronized Optional<Fault> next() {
    operations++;
    Optional<Planned> due = planned.filter(plan -> plan.operation() <= operations);
    planned = due.isPresent() ? Optional.empty() : planned;
    return due.map(Planned::fault);
  }

  private synchronized Optional<Fault> nextOfCommit() {
    Optional<Fault> fault = ofNextCommit;
    ofNextCommit = Optional.empty();
    return fault.or(this::next);
  }

  private synchronized boolean nextLandedFails() {
    boolean fails = nextLandedFails;
    nextLandedFails = false;
    return fails;
  }

  private Store working() {
    if (next().isPresent()) {
      throw failure();
    }
    return store;
  }

  private static StoreException failure() {
    return new StoreException(Trouble.UNAVAILABLE, "the fault that the test planned");
  }

  @Override
  public Outcome commit(Commit commit) {
    Optional.ofNullable(rivals.poll()).ifPresent(rival -> rival.accept(store));
    Optional<Fault> fault = nextOfCommit();
    if (fault.isEmpty()) {
      return store.commit(commit);
    }
    return switch (fault.get()) {
      case FAILS -> throw failure();
      case LOST_BEFORE -> new Outcome.Unknown(commit.operation());
      case LOST_AFTER -> {
        Outcome unheard = store.commit(commit);
        yield unheard instanceof Outcome.Committed
            ? new Outcome.Unknown(commit.operation())
            : unheard;
      }
    };
  }

  @Override
  public byte[] secret() {
    return working().secret();
  }

  @Override
  public Selected current(ResourcePath path) {
    return working().current(path);
  }

  @Override
  public Optional<Stored> version(ResourcePath path, long number) {
    return working().version(path, number);
  }

  @Override
  public List<Version> history(ResourcePath path, long below, int limit) {
    return working().history(path, below, limit);
  }

  @Override
  public List<Stored> list(String prefix, String from, int limit) {
    return working().list(prefix, from, limit);
  }

  @Override
  public List<ResourcePath> paths(String from, int limit) {
    return working().paths(from, limit);
  }

  @Override
  public List<Change> changes(long after, int limit) {
    return working().changes(after, limit);
  }

  @Override
  public long newestSequence() {
    return working().newestSequence();
  }

  @Override
  public Subscription subscribe(LongConsumer listener) {
    return working().subscribe(listener);
  }

  @Override
  public Content.Staged stage(InputStream content) throws IOException {
    return working().stage(content);
  }

  @Override
  public InputStream open(Content content, long from, long length) {
    return working().open(content, from, length);
  }

  @Override
  public Optional<List<Version>> landed(String operation) {
    if (nextLandedFails()) {
      throw failure();
    }
    return working().landed(operation);
  }

  @Override
  public Optional<Receipt> receipt(String key) {
    return working().receipt(key);
  }

  @Override
  public Set<Claim> claims(ResourcePath path) {
    return working().claims(path);
  }

  @Override
  public List<Holding> holdings(String from, int limit) {
    return working().holdings(from, limit);
  }

  @Override
  public List<String> examine() {
    return working().examine();
  }

  @Override
  public int expire(Instant now) {
    return working().expire(now);
  }

  @Override
  public int prune(ResourcePath path, long below) {
    return working().prune(path, below);
  }

  @Override
  public List<Receipt> receipts(String from, int limit) {
    return working().receipts(from, limit);
  }

  @Override
  public void adopt(Adoption adoption) {
    working().adopt(adoption);
  }

  @Override
  public Optional<Backup> backup() {
    return working().backup();
  }

  @Override
  public long sizeBytes() {
    return working().sizeBytes();
  }

  @Override
  public void close() {
    store.close();
  }
}
