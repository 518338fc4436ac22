package dev.etagere.server.wire;

import dev.etagere.server.RunningServer;
import dev.etagere.server.RunningServer.Reply;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that do a little of everything: write under conditions that hold and that do not, patch,
 * delete, send batches and long content, list, wait, listen, and break off in the middle.
 */
final class MixedLoad {

  private static final int CLIENTS = 12;

  /** Few, so that clients meet. */
  private static final int SHARED = 8;

  private static final String JSON = "application/json";

  private final RunningServer server;
  private final SplittableRandom random;
  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();

  MixedLoad(RunningServer server, long seed) {
    this.server = server;
    this.random = new SplittableRandom(seed);
  }

  /** How many replies there were of each status. */
  Map<Integer, LongAdder> statuses() {
    return statuses;
  }

  /** Goes on for some time, and ends every client. */
  void run(Duration time) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        Client client = new Client(i, random.split());
        clients.add(
            threads.submit(() -> {
              while (System.nanoTime() < end) {
                client.act();
              }
            }));
      }
    }
    for (Future<?> client : clients) {
      client.get();
    }
  }

  /** One of the clients, and what it has seen. */
  private final class Client {

    private final String own;
    private final SplittableRandom chance;
    private String tag = "";

    Client(int number, SplittableRandom chance) {
      this.own = "/soak/own/" + number;
      this.chance = chance;
    }

    void act() {
      try {
        switch (chance.nextInt(16)) {
          case 0, 1, 2, 3 -> write("{\"n\":" + chance.nextInt() + "}");
          case 4 -> write("{\"text\":\"" + "x".repeat(70_000 + chance.nextInt(200_000)) + "\"}");
          case 5 -> compete();
          case 6 -> refuse();
          case 7 -> patch();
          case 8 -> batch();
          case 9 -> remove();
          case 10 -> read();
          case 11 -> overview();
          case 12 -> await();
          case 13 -> listen();
          case 14 -> breakOffSending();
          default -> breakOffReading();
        }
      } catch (UncheckedIOException closed) {
        tag = ""; // by a refusal on the same connection: what became of the request is not known
      }
    }

    private String shared() {
      return "/soak/shared/" + chance.nextInt(SHARED);
    }

    private Reply counted(Reply reply) {
      statuses.computeIfAbsent(reply.status(), status -> new LongAdder()).increment();
      return reply;
    }

    private Reply put(String path, String content, String... fields) {
      return counted(server.put(path, content, fields));
    }

    private Reply get(String path, String... fields) {
      return counted(server.get(path, fields));
    }

    private Reply send(String method, String path, String content, String... fields) {
      return counted(server.send(method, path, content.getBytes(StandardCharsets.UTF_8), fields));
    }

    private void write(String content) {
      Reply reply =
          tag.isEmpty()
              ? put(own, content, "Content-Type", JSON, "If-None-Match", "*")
              : put(own, content, "Content-Type", JSON, "If-Match", tag);
      tag = reply.etag();
    }

    /** Reads and writes what others write, too. */
    private void compete() {
      String path = shared();
      String seen = get(path).etag();
      String condition = seen.isEmpty() ? "If-None-Match" : "If-Match";
      String content = "{\"by\":\"" + own + "\"}";
      put(path, content, "Content-Type", JSON, condition, seen.isEmpty() ? "*" : seen);
    }

    private void refuse() {
      put(shared(), "{}", "Content-Type", JSON);
      put(own, "{}", "If-Match", "\"1.0000000000000\"", "Content-Type", JSON);
      put(own, "{", "If-Match", "*", "Content-Type", JSON);
    }

    private void patch() {
      String change = "{\"patched\":" + chance.nextInt() + "}";
      send(
          "PATCH",
          shared(),
          change,
          "Content-Type",
          "application/merge-patch+json",
          "If-Match",
          "*");
    }

    private void batch() {
      String operation =
          "{\"method\":\"PUT\",\"path\":\"/soak/batch/%d\",\"if_match\":\"*\",\"body\":{\"n\":%d}}";
      String made = operation.replace("if_match", "if_none_match");
      int one = chance.nextInt(SHARED);
      for (String kind : List.of(operation, made)) {
        String both =
            kind.formatted(one, chance.nextInt())
                + ","
                + kind.formatted(one + SHARED, chance.nextInt());
        send("POST", "/-/batch", "{\"operations\":[" + both + "]}", "Content-Type", JSON);
      }
    }

    private void remove() {
      String seen = get(shared()).etag();
      if (!seen.isEmpty()) {
        counted(server.send("DELETE", shared(), "If-Match", seen));
      }
    }

    private void read() {
      Reply whole = get(own, "Accept-Encoding", "gzip");
      get(own, "If-None-Match", whole.etag().isEmpty() ? "\"none\"" : whole.etag());
      get(own, "Range", "bytes=0-9");
      get("/-/versions" + own);
    }

    private void overview() {
      get("/soak/own/?include=content&limit=5");
      get("/-/changes?prefix=/soak/shared/&limit=20");
      get("/-/conflicts?limit=5");
      get("/-/metrics");
    }

    private void await() {
      String seen = get(shared()).etag();
      if (!seen.isEmpty()) {
        get(shared(), "If-None-Match", seen, "Prefer", "wait=1");
      }
    }

    private void listen() {
      try (RawConnection stream = new RawConnection(server.port())) {
        stream.send(
            "GET /-/changes?prefix=/soak/own/ HTTP/1.1\r\nAccept: text/event-stream\r\n"
                + WireServer.MORE);
        stream.hasBegun();
        for (int taken = chance.nextInt(500); taken > 0; taken--) {
          stream.take();
        }
      }
    }

    private void breakOffSending() {
      try (RawConnection half = new RawConnection(server.port())) {
        half.send(
            "PUT %s/half HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n%s"
                .formatted(own, "x".repeat(chance.nextInt(100_000))));
      }
    }

    private void breakOffReading() {
      try (RawConnection half = new RawConnection(server.port())) {
        half.send("GET " + own + " HTTP/1.1\r\n" + WireServer.MORE);
        if (chance.nextBoolean()) {
          half.take();
        }
      }
    }
  }
}
