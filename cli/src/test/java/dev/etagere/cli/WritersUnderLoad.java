package dev.etagere.cli;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Writers that each go on from the tag of their last write, and keep what was acknowledged, until
 * the server is gone or they are told to stop.
 */
final class WritersUnderLoad implements AutoCloseable {

  /** An acknowledged write: where, the tag, and the content. */
  record Acknowledged(String path, String tag, String content) {}

  private final ServerProcess server;
  private final AtomicLong acknowledgements = new AtomicLong();
  private final Map<String, Queue<Acknowledged>> ledger = new ConcurrentHashMap<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private final CountDownLatch enough;
  private final List<Thread> threads;
  private volatile boolean stopped;

  /**
   * @param warm how many writes are awaited by {@link #awaitLoad}
   */
  WritersUnderLoad(ServerProcess server, int writers, int warm) {
    this.server = server;
    this.enough = new CountDownLatch(warm);
    this.threads =
        IntStream.range(0, writers).mapToObj(i -> Thread.startVirtualThread(() -> run(i))).toList();
  }

  private void run(int writer) {
    String path = "/load/" + writer;
    Optional<String> tag = Optional.empty();
    try {
      for (int i = 0; !stopped; i++) {
        String content = "%d of %d %s".formatted(i, writer, "x".repeat(i % 40 == 0 ? 90_000 : 50));
        HttpResponse<String> reply =
            tag.isEmpty()
                ? server.send("PUT", path, content, "If-None-Match", "*")
                : server.send("PUT", path, content, "If-Match", tag.get());
        if (reply.statusCode() != 201 && reply.statusCode() != 204) {
          surprises.add(reply.statusCode() + " " + reply.body());
          return;
        }
        tag = reply.headers().firstValue("ETag");
        acknowledge(new Acknowledged(path, tag.orElse(""), content));
      }
    } catch (IOException gone) {
      // the server was stopped: what it had not answered is not in the ledger
    }
  }

  private void acknowledge(Acknowledged write) {
    ledger.computeIfAbsent(write.path(), path -> new ConcurrentLinkedQueue<>()).add(write);
    acknowledgements.incrementAndGet();
    enough.countDown();
  }

  void awaitLoad() throws InterruptedException {
    enough.await();
  }

  /** What was acknowledged so far, by path, oldest first. */
  Map<String, List<Acknowledged>> ledger() {
    Map<String, List<Acknowledged>> copy = new ConcurrentHashMap<>();
    ledger.forEach((path, writes) -> copy.put(path, List.copyOf(writes)));
    return copy;
  }

  /** Answers that no writer expected. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  /** Ends them, each behind the write that it is at. */
  void stop() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stop();
  }
}
