package dev.etagere.server.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.etagere.storage.ResourcePath;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Spreads the refusals of those who race for one resource, first come, first served: each is told
 * of its conflict when the one before it has had time to read and write again. Were all of them
 * told at once, all would read the same version again, and all but one would lose again.
 *
 * <p>Who is alone is told at once. Nobody waits longer than {@link #LONGEST_WAIT}.
 */
final class Turns {

  /** How long the next one waits at most for the write of the one before it. */
  static final Duration TURN = Duration.ofMillis(10);

  static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  private static final int MOST_WAITING = 256;
  private static final int MOST_RESOURCES = 10_000;

  private final Duration turn;
  private final Duration longestWait;
  private final Cache<ResourcePath, Line> lines;

  Turns() {
    this(TURN, LONGEST_WAIT);
  }

  Turns(Duration turn, Duration longestWait) {
    this.turn = turn;
    this.longestWait = longestWait;
    this.lines =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MOST_RESOURCES)
            .expireAfterAccess(longestWait.multipliedBy(5))
            .build();
  }

  /** Waits for this writer's turn to be told that it has lost. */
  void await(ResourcePath path) {
    lines.get(path, unknown -> new Line()).await();
  }

  /** Ends the turn of whoever had it: the resource has a new version. */
  void written(ResourcePath path) {
    Line line = lines.getIfPresent(path);
    if (line != null) {
      line.advance();
    }
  }

  /** Those who wait at one resource. */
  private final class Line {

    private final Lock lock = new ReentrantLock();
    private final Deque<Condition> waiting = new ArrayDeque<>();
    private long turnEnds = System.nanoTime();

    void await() {
      lock.lock();
      Condition mine = lock.newCondition();
      try {
        if (waiting.size() < MOST_WAITING) {
          waiting.add(mine);
          awaitTurn(mine);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } finally {
        waiting.remove(mine);
        begin(turn);
        lock.unlock();
      }
    }

    private void awaitTurn(Condition mine) throws InterruptedException {
      long lastMoment = System.nanoTime() + longestWait.toNanos();
      long left = left(mine, lastMoment);
      while (left > 0) {
        boolean _ = mine.await(left, TimeUnit.NANOSECONDS);
        left = left(mine, lastMoment);
      }
    }

    /** How long is still to be waited: the first in line only for the turn before its own. */
    private long left(Condition mine, long lastMoment) {
      long until = mine.equals(waiting.peek()) ? Math.min(turnEnds, lastMoment) : lastMoment;
      return until - System.nanoTime();
    }

    private void begin(Duration next) {
      turnEnds = System.nanoTime() + next.toNanos();
      Condition first = waiting.peek();
      if (first != null) {
        first.signal();
      }
    }

    void advance() {
      lock.lock();
      try {
        begin(Duration.ZERO);
      } finally {
        lock.unlock();
      }
    }
  }
}
