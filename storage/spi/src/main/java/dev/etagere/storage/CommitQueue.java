package dev.etagere.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Group commit: one thread takes what has queued up, makes it durable in one step, and answers all
 * of it.
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
    List<Outcome> commit(List<Commit> group);
  }

  private record Waiting(Commit commit, CompletableFuture<Outcome> answer) {}

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Committer committer;
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param name of the thread
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
    Waiting waiting = new Waiting(commit, new CompletableFuture<>());
    try {
      if (closed.get()) {
        throw closed();
      }
      queue.put(waiting);
      if (closed.get() && queue.remove(waiting)) { // closed in between: nobody would come for it
        throw closed();
      }
      return waiting.answer().join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          StoreException.Trouble.UNAVAILABLE, "interrupted while waiting to commit", interrupted);
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof StoreException trouble
          ? trouble
          : new StoreException(StoreException.Trouble.UNAVAILABLE, "the commit failed", failed);
    }
  }

  private static StoreException closed() {
    return new StoreException(StoreException.Trouble.UNAVAILABLE, "the store is closed");
  }

  private void run() {
    List<Waiting> group = new ArrayList<>(LARGEST_GROUP);
    while (take(group)) {
      answer(group);
      group.clear();
    }
  }

  private boolean take(List<Waiting> group) {
    try {
      group.add(queue.take());
    } catch (InterruptedException ended) {
      queue.drainTo(group, LARGEST_GROUP); // what was accepted before the end is still done
      return !group.isEmpty();
    }
    queue.drainTo(group, LARGEST_GROUP - 1);
    return true;
  }

  private void answer(List<Waiting> group) {
    try {
      List<Outcome> outcomes = committer.commit(group.stream().map(Waiting::commit).toList());
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer().complete(outcomes.get(i));
      }
    } catch (RuntimeException | Error failed) {
      group.forEach(waiting -> waiting.answer().completeExceptionally(failed));
    }
  }

  /** Ends once everything that was queued is answered. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      thread.interrupt();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
