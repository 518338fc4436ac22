package dev.etagere.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Group commit: one thread takes what has queued up, makes it durable in one step, and answers all
 * of it. While one group is written the next one gathers, so groups are as large as the load is,
 * and nobody waits for company.
 *
 * <p>The callers wait without holding a carrier thread. What is answered, a refusal too, is
 * answered only once the group that it rests on is durable.
 */
public final class CommitQueue implements AutoCloseable {

  /** The most commits in a group. */
  public static final int LARGEST_GROUP = 512;

  private static final int QUEUED = 4 * LARGEST_GROUP;

  /** Commits a group: one outcome for each commit, in order, all of them durable on return. */
  @FunctionalInterface
  public interface Committer {
    /**
     * @param group at least one, at most {@link #LARGEST_GROUP}
     * @throws StoreException if nothing was done for any of them, and nothing will be
     */
    List<Outcome> commit(List<Commit> group);
  }

  private record Waiting(Commit commit, CompletableFuture<Outcome> answer) {

    Waiting(Commit commit) {
      this(commit, new CompletableFuture<>());
    }
  }

  /** What is queued behind the last commit. */
  private static final Waiting END =
      new Waiting(new Commit("end", List.of(), List.of(), List.of(), Optional.empty()));

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUED);
  private final ReadWriteLock closing = new ReentrantReadWriteLock();
  private final Committer committer;
  private final Thread thread;
  private boolean closed;

  /**
   * Starts the thread.
   *
   * @param name of the thread
   * @param committer is called on that thread alone
   */
  public CommitQueue(String name, Committer committer) {
    this.committer = committer;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Queues a commit and waits for its outcome.
   *
   * @throws StoreException as the committer threw it, or because the queue is closed
   */
  public Outcome submit(Commit commit) {
    Waiting waiting = new Waiting(commit);
    enqueue(waiting);
    try {
      return waiting.answer().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof StoreException trouble
          ? new StoreException(trouble.trouble(), String.valueOf(trouble.getMessage()), trouble)
          : new StoreException(StoreException.Trouble.UNAVAILABLE, "the commit failed", failed);
    }
  }

  /** Nothing is queued behind the end: whoever queues holds off the closing. */
  private void enqueue(Waiting waiting) {
    closing.readLock().lock();
    try {
      if (closed) {
        throw new StoreException(StoreException.Trouble.UNAVAILABLE, "the store is closed");
      }
      queue.put(waiting);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          StoreException.Trouble.UNAVAILABLE, "interrupted while waiting to commit", interrupted);
    } finally {
      closing.readLock().unlock();
    }
  }

  private void run() {
    List<Waiting> group = new ArrayList<>(LARGEST_GROUP);
    boolean ended = false;
    while (!ended) {
      group.add(next());
      queue.drainTo(group, LARGEST_GROUP - 1);
      ended = group.remove(END);
      if (!group.isEmpty()) {
        answer(group);
      }
      group.clear();
    }
  }

  private Waiting next() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException notOurs) {
        // nobody has a reason to interrupt this thread; it ends when the queue is closed
      }
    }
  }

  private void answer(List<Waiting> group) {
    try {
      List<Outcome> outcomes = committer.commit(group.stream().map(Waiting::commit).toList());
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer().complete(outcomes.get(i));
      }
    } catch (StoreException trouble) {
      fail(group, trouble);
    } catch (RuntimeException | Error failed) {
      group.forEach(waiting -> waiting.answer().completeExceptionally(failed));
    }
  }

  /** Damage concerns those who touch it: each of the group is tried alone. */
  private void fail(List<Waiting> group, StoreException failure) {
    if (failure.trouble() == StoreException.Trouble.CORRUPT && group.size() > 1) {
      group.forEach(waiting -> answer(List.of(waiting)));
    } else {
      group.forEach(waiting -> waiting.answer().completeExceptionally(failure));
    }
  }

  /** Ends once everything that was queued is answered. Closing twice does nothing. */
  @Override
  public void close() {
    boolean first = markClosed();
    boolean interrupted = false;
    while (first || thread.isAlive()) {
      try {
        if (first) {
          queue.put(END);
          first = false;
        }
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean markClosed() {
    closing.writeLock().lock();
    try {
      boolean first = !closed;
      closed = true;
      return first;
    } finally {
      closing.writeLock().unlock();
    }
  }
}
