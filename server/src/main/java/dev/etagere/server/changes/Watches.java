package dev.etagere.server.changes;

import dev.etagere.server.callers.Grant;
import dev.etagere.storage.Change;
import dev.etagere.storage.ResourcePath;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Who waits for the next version of which resource. */
final class Watches {

  private final Map<ResourcePath, Set<Watch>> byPath = new HashMap<>();
  private boolean closed;

  /** Watches a resource from now on: what is read afterwards is not older than what it tells. */
  synchronized Watch on(ResourcePath path) {
    Watch watch = new Watch(path);
    byPath.computeIfAbsent(path, unwatched -> new HashSet<>()).add(watch);
    return watch;
  }

  private synchronized void end(Watch watch) {
    Set<Watch> watching = byPath.get(watch.path);
    if (watching != null && watching.remove(watch) && watching.isEmpty()) {
      byPath.remove(watch.path);
    }
  }

  /** How many watch. */
  synchronized int count() {
    return byPath.values().stream().mapToInt(Set::size).sum();
  }

  /** Wakes those who watch what has changed; all of them when credentials have. */
  synchronized void tell(List<Change> changes) {
    if (byPath.isEmpty()) {
      return;
    }
    for (Change change : changes) {
      byPath.getOrDefault(change.version().path(), Set.of()).forEach(Watch::wake);
      if (change.version().path().isUnder(Grant.TOKENS)) {
        byPath.values().forEach(watching -> watching.forEach(Watch::wake));
      }
    }
  }

  /** Wakes all, and lets nobody wait from now on. */
  synchronized void close() {
    closed = true;
    byPath.values().forEach(watching -> watching.forEach(Watch::wake));
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** One who waits. */
  final class Watch implements AutoCloseable {

    private final ResourcePath path;
    private final Semaphore woken = new Semaphore(0);

    private Watch(ResourcePath path) {
      this.path = path;
    }

    private void wake() {
      woken.release();
    }

    /**
     * Waits for the next change.
     *
     * @return false if none came in time, or the server stops
     */
    boolean await(Duration within) throws InterruptedException {
      if (isClosed() || !woken.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      woken.drainPermits(); // the reader sees all of them at once
      return !isClosed();
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
