package dev.etagere.server.changes;

import dev.etagere.server.callers.Grant;
import dev.etagere.storage.Change;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest changes, for those who listen. One virtual thread reads each change once from the
 * store, however many listen; a listener that falls behind what is kept here reads the store by
 * itself, at its own pace. No writer waits for either.
 */
public final class Tail implements AutoCloseable {
  private static final int KEPT = 4_096;
  private static final int AT_ONCE = 512;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Store store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition committed = lock.newCondition();
  private final Condition read = lock.newCondition();
  private final Deque<Change> newest = new ArrayDeque<>();
  private final Store.Subscription subscription;
  private final Watches watches = new Watches();
  private final AtomicInteger listeners = new AtomicInteger();
  private long completeAfter;
  private long position;
  private volatile long credentialsChanged;
  private volatile Runnable forgetCredentials = () -> {};
  private boolean isBehind;
  private boolean closed;

  public Tail(Store store) {
    this.store = store;
    this.position = store.newestSequence();
    this.completeAfter = position;
    this.isBehind = true;
    this.subscription = store.subscribe(sequence -> notice());
    Thread.ofVirtual().name("changes").start(this::follow);
  }

  private void notice() {
    lock.lock();
    try {
      isBehind = true;
      committed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void follow() {
    while (awaitCommit()) {
      try {
        catchUp();
      } catch (StoreException troubled) {
        pause(); // and ask the store again
      }
    }
  }

  private boolean awaitCommit() {
    lock.lock();
    try {
      while (!isBehind && !closed) {
        committed.awaitUninterruptibly();
      }
      isBehind = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void catchUp() {
    List<Change> found = store.changes(position, AT_ONCE);
    while (!found.isEmpty()) {
      append(found);
      found = store.changes(position, AT_ONCE);
    }
  }

  private void append(List<Change> found) {
    found.stream()
        .filter(change -> change.version().path().isUnder(Grant.TOKENS))
        .forEach(change -> {
          forgetCredentials.run();
          credentialsChanged = change.sequence();
        });
    lock.lock();
    try {
      newest.addAll(found);
      position = found.getLast().sequence();
      while (newest.size() > KEPT) {
        completeAfter = newest.removeFirst().sequence();
      }
      read.signalAll();
    } finally {
      lock.unlock();
    }
    watches.tell(found);
  }

  private void pause() {
    LockSupport.parkNanos(RETRY.toNanos());
    notice();
  }

  /**
   * What follows a position, waiting for it where there is nothing yet.
   *
   * @param within how long to wait at most
   * @return empty if nothing came in time, or the tail was closed
   */
  List<Change> after(long after, Duration within) throws InterruptedException {
    lock.lock();
    try {
      long left = within.toNanos();
      while (position <= after && left > 0 && !closed) {
        left = read.awaitNanos(left);
      }
      if (closed || position <= after) {
        return List.of();
      }
      if (after >= completeAfter) {
        return newest.stream().filter(change -> change.sequence() > after).limit(AT_ONCE).toList();
      }
    } finally {
      lock.unlock();
    }
    return store.changes(after, AT_ONCE);
  }

  /**
   * Has something done after each change of credentials, on whichever server, and before anybody
   * hears of the change.
   */
  public void onCredentialsChanged(Runnable forget) {
    forgetCredentials = forget;
  }

  /** The position of the newest change of credentials since the server began. */
  long credentialsChanged() {
    return credentialsChanged;
  }

  void joined() {
    listeners.incrementAndGet();
  }

  void left() {
    listeners.decrementAndGet();
  }

  /** How many listen to the changes as they come. */
  public int listeners() {
    return listeners.get();
  }

  /** How many wait for the next version of a resource. */
  public int waiting() {
    return watches.count();
  }

  /** Watches one resource, whatever else changes. */
  Watches.Watch watch(ResourcePath path) {
    return watches.on(path);
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all streams, each behind a change that was sent in full. */
  @Override
  public void close() {
    subscription.close();
    lock.lock();
    try {
      closed = true;
      committed.signalAll();
      read.signalAll();
    } finally {
      lock.unlock();
    }
    watches.close();
  }
}
