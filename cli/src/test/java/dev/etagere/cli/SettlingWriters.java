package dev.etagere.cli;

import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.tck.AcknowledgedWrite;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Writers that each read a resource from one server and write it by another, hot ones and cold ones
 * by turns. Where a server breaks off or cannot tell, the same request goes out again, under the
 * same Idempotency-Key, until one of them tells what became of it: no write is left in doubt.
 */
final class SettlingWriters {

  private static final int HOT = 10;
  private static final int COLD = 10_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Supplier<ServerProcess> servers;
  private final BlockingQueue<AcknowledgedWrite> progress = new LinkedBlockingQueue<>();
  private final Queue<AcknowledgedWrite> ledger = new ConcurrentLinkedQueue<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger settled = new AtomicInteger();
  private final List<Thread> threads;
  private volatile boolean stopped;

  /**
   * @param servers gives one of those that run, anew for each request
   */
  SettlingWriters(Supplier<ServerProcess> servers, int writers, long seed) {
    this.servers = servers;
    this.threads =
        IntStream.range(0, writers)
            .mapToObj(i -> Thread.startVirtualThread(() -> run(new Random(seed + i))))
            .toList();
  }

  private void run(Random random) {
    while (!stopped && surprises.isEmpty()) {
      String path =
          random.nextBoolean() ? "/hot/" + random.nextInt(HOT) : "/cold/" + random.nextInt(COLD);
      try {
        HttpResponse<String> read = servers.get().send("GET", path, "");
        switch (read.statusCode()) {
          case 200 -> settle(path, random.nextLong(), "If-Match", tag(read));
          case 404 -> settle(path, random.nextLong(), "If-None-Match", "*");
          case 503 -> LockSupport.parkNanos(PAUSE_NANOS);
          default -> surprises.add(read.statusCode() + " " + read.body());
        }
      } catch (IOException gone) {
        LockSupport.parkNanos(PAUSE_NANOS); // it was only read
      }
    }
  }

  private static String tag(HttpResponse<String> reply) {
    return reply.headers().firstValue("ETag").orElse("");
  }

  private void settle(String path, long mark, String condition, String tag) {
    String content = path + " " + mark;
    String key = '"' + UUID.randomUUID().toString() + '"';
    boolean isDoubtful = false;
    while (surprises.isEmpty()) {
      try {
        HttpResponse<String> reply =
            servers.get().send("PUT", path, content, condition, tag, "Idempotency-Key", key);
        if (isAnswered(reply, path, content)) {
          settled.addAndGet(isDoubtful ? 1 : 0);
          return;
        }
      } catch (IOException gone) {
        isDoubtful = true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Whether the answer is final: neither that it is still being worked on, nor that it is not. */
  private boolean isAnswered(HttpResponse<String> reply, String path, String content) {
    switch (reply.statusCode()) {
      case 201, 204 -> acknowledge(path, tag(reply), content);
      case 412 -> refused.incrementAndGet();
      case 409, 503 -> {
        return false;
      }
      default -> surprises.add(reply.statusCode() + " " + reply.body());
    }
    return true;
  }

  private void acknowledge(String path, String tag, String content) {
    String[] parts = tag.replace("\"", "").split("\\.", 2);
    CRC32C checksum = new CRC32C();
    checksum.update(content.getBytes(StandardCharsets.UTF_8));
    AcknowledgedWrite write =
        new AcknowledgedWrite(
            new ResourcePath(path), Long.parseLong(parts[0]), parts[1], checksum.getValue());
    ledger.add(write);
    progress.add(write);
  }

  /** Waits for so many more writes. */
  void awaitWrites(int count) throws InterruptedException {
    progress.clear();
    for (int i = 0; i < count && surprises.isEmpty(); i++) {
      if (progress.poll(120, TimeUnit.SECONDS) == null) {
        throw new AssertionError("no write is acknowledged any more");
      }
    }
  }

  /** Ends them, each once its write is settled. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** What was acknowledged. */
  List<AcknowledgedWrite> ledger() {
    return new ArrayList<>(ledger);
  }

  /** Answers that no writer expected. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  /** How many were told that somebody else was faster. */
  int refused() {
    return refused.get();
  }

  /** Of how many the first server to be asked broke off. */
  int settled() {
    return settled.get();
  }
}
