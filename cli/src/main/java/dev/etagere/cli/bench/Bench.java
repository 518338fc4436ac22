package dev.etagere.cli.bench;

import dev.etagere.cli.bench.Workload.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Workers in closed loops: each sends its next request when the last one is answered, so the load
 * is as much as the server takes.
 */
public final class Bench {

  static final String HOT = "hot";

  private static final long LONGEST_MICROS = Duration.ofMinutes(2).toNanos() / 1_000;

  private final Target target;
  private final Size size;
  private final Documents documents;
  private final Optional<ListeningProcess> server;
  private final Map<String, String> tags = new ConcurrentHashMap<>();

  /**
   * How large a run is.
   *
   * @param resources that are read at random, at least as many as workers
   * @param bytes of each, roughly
   * @param workers that are at work at once
   * @param round how long a round takes
   */
  public record Size(int resources, int bytes, int workers, Duration round) {

    /**
     * @throws IllegalArgumentException if there is nothing to do, or a worker has no resource of
     *     its own
     */
    public Size {
      if (workers < 1 || bytes < 1 || !round.isPositive()) {
        throw new IllegalArgumentException("at least 1 connection, 1 byte and 1 second are needed");
      }
      if (resources < workers) {
        throw new IllegalArgumentException(
            "each of the %d connections needs a resource of its own".formatted(workers));
      }
    }
  }

  public Bench(Target target, Size size) {
    this.target = target;
    this.size = size;
    this.documents = new Documents(size.bytes());
    this.server =
        isLocal(target.base()) ? ListeningProcess.on(port(target.base())) : Optional.empty();
  }

  private static boolean isLocal(URI base) {
    return List.of("127.0.0.1", "localhost", "[::1]").contains(base.getHost());
  }

  private static int port(URI base) {
    return base.getPort() >= 0 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
  }

  Target target() {
    return target;
  }

  String name(int number) {
    return "r" + number;
  }

  String anyName() {
    return name(ThreadLocalRandom.current().nextInt(size.resources()));
  }

  /** The tag that a resource had when it was last written here. */
  String tag(String name) {
    return tags.getOrDefault(name, "*");
  }

  Target.Reply save(String name, long counter, String tag)
      throws IOException, InterruptedException {
    Target.Reply saved = target.put(name, documents.counting(counter), "If-Match", tag);
    saved.tag().ifPresent(made -> tags.put(name, made));
    return saved;
  }

  /**
   * Makes the resources that are not there yet, and learns the tags of all.
   *
   * @throws IOException if the API has no entity tags, or refuses
   */
  public void prepare() throws IOException, InterruptedException {
    prepare(HOT);
    for (int number = 0; number < size.resources(); number++) {
      prepare(name(number));
    }
  }

  private void prepare(String name) throws IOException, InterruptedException {
    Target.Reply made = target.put(name, documents.counting(0), "If-None-Match", "*");
    Target.Reply there = made.isSuccess() ? made : target.get(name);
    tags.put(
        name,
        there
            .tag()
            .filter(tag -> there.isSuccess())
            .orElseThrow(() ->
                new IOException(
                    "%s is not a resource with an entity tag: it answers %d"
                        .formatted(target.base().resolve(name), made.status()))));
  }

  /** One round of a workload. */
  public Sample run(Workload workload) throws IOException, InterruptedException {
    long before = hotCounter();
    Round round = new Round(workload);
    Sample sample = round.sample();
    return workload == Workload.HOT
        ? withLost(sample, before + sample.done() - hotCounter())
        : sample;
  }

  private static Sample withLost(Sample sample, long lost) {
    return new Sample(
        sample.done(),
        sample.conflicts(),
        sample.errors(),
        sample.seconds(),
        sample.p50Micros(),
        sample.p99Micros(),
        sample.cpuMicros(),
        Math.max(0, lost));
  }

  private long hotCounter() throws IOException, InterruptedException {
    return Documents.counter(target.get(HOT).text()).orElse(0);
  }

  /** All workers at work on one workload, and what is counted of it. */
  private final class Round {

    private final LongAdder conflicts = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final long start = System.nanoTime();
    private final long end = start + size.round().toNanos();
    private final Optional<Duration> cpuBefore = server.map(ListeningProcess::cpu);

    Round(Workload workload) throws IOException, InterruptedException {
      List<Future<Boolean>> workers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int number = 0; number < size.workers(); number++) {
          Workload.Work work = workload.worker(Bench.this, number);
          workers.add(threads.submit(() -> loop(work)));
        }
      }
      for (Future<Boolean> worker : workers) {
        finish(worker);
      }
    }

    private void finish(Future<Boolean> worker) throws IOException, InterruptedException {
      try {
        boolean _ = worker.get();
      } catch (ExecutionException failed) {
        throw new IOException("a worker failed: " + failed.getCause(), failed);
      }
    }

    private boolean loop(Workload.Work work) throws IOException, InterruptedException {
      long began = System.nanoTime();
      while (began < end) {
        Outcome outcome = work.once();
        long now = System.nanoTime();
        switch (outcome) {
          case DONE -> {
            done.increment();
            micros.recordValue(Math.min(LONGEST_MICROS, (now - began) / 1_000));
            began = now;
          }
          case CONFLICT -> conflicts.increment();
          case ERROR -> {
            errors.increment();
            began = now;
          }
        }
        if (now >= end) {
          return true;
        }
      }
      return true;
    }

    Sample sample() {
      double seconds = (System.nanoTime() - start) / 1e9;
      Optional<Double> cpu =
          cpuBefore.map(before ->
              server.orElseThrow().cpu().minus(before).toNanos() / 1e3 / Math.max(1, done.sum()));
      return new Sample(
          done.sum(),
          conflicts.sum(),
          errors.sum(),
          seconds,
          micros.getValueAtPercentile(50),
          micros.getValueAtPercentile(99),
          cpu,
          0);
    }
  }
}
