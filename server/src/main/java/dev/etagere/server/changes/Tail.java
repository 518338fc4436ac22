package dev.etagere.server.changes;

import dev.etagere.server.callers.Grant;
import dev.etagere.storage.Change;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest changes, for those who listen. One virtual thread reads each change once from the
 * store, however many listen, and wakes whom it concerns; a listener that falls behind what is kept
 * here reads the store by itself, at its own pace. No writer waits for either.
 */
public final class Tail implements AutoCloseable {
  private static final int KEPT = 4_096;
  private static final int AT_ONCE = 512;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Store store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore commits = new Semaphore(1);
  private final Deque<Change> newest = new ArrayDeque<>();
  private final Store.Subscription subscription;
  private final Watches watches = new Watches();
  private final AtomicInteger listeners = new AtomicInteger();
  private final Set<Listener> waiting = new HashSet<>();
  private long completeAfter;
  private long position;
  private volatile long credentialsChanged;
  private volatile Runnable forgetCredentials = () -> {};
  private volatile boolean closed;

  public Tail(Store store) {
    this.store = store;
    this.position = store.newestSequence();
    this.completeAfter = position;
    this.subscription = store.subscribe(sequence -> commits.release());
    Thread.ofVirtual().name("changes").start(this::follow);
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
    commits.acquireUninterruptibly();
    commits.drainPermits();
    return !closed;
  }

  private void catchUp() {
    List<Change> found;
    do {
      found = store.changes(position, AT_ONCE);
      if (!found.isEmpty()) {
        append(found);
      }
    } while (found.size() == AT_ONCE); // else whoever commits more tells of it
  }

  private void append(List<Change> found) {
    boolean changesCredentials = false;
    for (Change change : found) {
      if (change.version().path().isUnder(Grant.TOKENS)) {
        forgetCredentials.run();
        credentialsChanged = change.sequence();
        changesCredentials = true;
      }
    }
    keep(found, changesCredentials);
    watches.tell(found);
  }

  private void keep(List<Change> found, boolean concernsAll) {
    lock.lock();
    try {
      long before = position;
      newest.addAll(found);
      position = found.getLast().sequence();
      while (newest.size() > KEPT) {
        completeAfter = newest.removeFirst().sequence();
      }
      waiting.forEach(listener -> listener.tell(before, found, concernsAll));
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    LockSupport.parkNanos(RETRY.toNanos());
    commits.release();
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

  /**
   * Listens from a position on.
   *
   * @param view what the listener is shown; all else passes it by
   */
  Listener listen(View view, long position) {
    listeners.incrementAndGet();
    return new Listener(view, position);
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
    return closed;
  }

  /** Ends all streams, each behind a change that was sent in full. */
  @Override
  public void close() {
    subscription.close();
    lock.lock();
    try {
      closed = true;
      waiting.forEach(Listener::wake);
    } finally {
      lock.unlock();
    }
    commits.release();
    watches.close();
  }

  /** One who listens, and the place it has reached. */
  final class Listener implements AutoCloseable {

    private final View view;
    private final Condition news = lock.newCondition();
    private long reached;

    private Listener(View view, long position) {
      this.view = view;
      this.reached = position;
    }

    /** Behind which change it stands. */
    long position() {
      return reached;
    }

    /**
     * What follows, waiting for something that it is shown where there is nothing yet; changes that
     * it is not shown may be among it.
     *
     * @param within how long to wait at most
     * @return empty if nothing came in time, or the tail was closed
     */
    List<Change> next(Duration within) throws InterruptedException {
      List<Change> found = isAwaited(within) ? following() : List.of();
      if (!found.isEmpty()) {
        reached = found.getLast().sequence();
      }
      return found;
    }

    private boolean isAwaited(Duration within) throws InterruptedException {
      lock.lock();
      waiting.add(this);
      try {
        long left = within.toNanos();
        while (position <= reached && left > 0 && !closed) {
          left = news.awaitNanos(left);
        }
        return position > reached && !closed;
      } finally {
        waiting.remove(this);
        lock.unlock();
      }
    }

    private List<Change> following() {
      lock.lock();
      try {
        if (reached >= completeAfter) {
          return newest.stream()
              .filter(change -> change.sequence() > reached)
              .limit(AT_ONCE)
              .toList();
        }
      } finally {
        lock.unlock();
      }
      return store.changes(reached, AT_ONCE);
    }

    /** Wakes this listener, or lets pass by what it is not shown, where it has all before. */
    private void tell(long before, List<Change> found, boolean concernsAll) {
      if (concernsAll || reached < before || hasNews(found)) {
        wake();
      } else {
        reached = Math.max(reached, position);
      }
    }

    private boolean hasNews(List<Change> found) {
      for (Change change : found) {
        if (change.sequence() > reached && view.shows(change)) {
          return true;
        }
      }
      return false;
    }

    private void wake() {
      news.signal();
    }

    @Override
    public void close() {
      listeners.decrementAndGet();
    }
  }
}
