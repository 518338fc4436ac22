package dev.etagere.server.operations;

import dev.etagere.server.changes.Tail;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What the server counts. Every label has few values: methods, statuses, codes; callers and paths
 * only up to a bound.
 */
public final class Metrics implements StoreObserver {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "POST", "OPTIONS");
  private static final int MOST_LABELS = 1_000;
  private static final String OTHERS = "(others)";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Answer, Timer> requests = new ConcurrentHashMap<>();
  private final Map<String, Counter> writes = new ConcurrentHashMap<>();
  private final Map<String, Counter> unconditional = new ConcurrentHashMap<>();
  private final HotResources hot = new HotResources();
  private final MultiGauge hottest =
      MultiGauge.builder("etagere.resources.contended")
          .description("Writes refused with 412, of the resources with most of them of late")
          .register(registry);
  private final Counter weakenedTags =
      Counter.builder("etagere.tags.weakened")
          .description("Requests whose weakened tag in If-Match was taken for the strong one")
          .register(registry);
  private final DistributionSummary groups =
      DistributionSummary.builder("etagere.commit.group")
          .description("Commits that became durable together")
          .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
          .register(registry);
  private final Timer syncs =
      Timer.builder("etagere.commit.sync")
          .description("Time to make a group of commits durable")
          .serviceLevelObjectives(
              millis(1), millis(2), millis(5), millis(10), millis(50), millis(250), millis(1_000))
          .register(registry);

  /** What answers are counted by. */
  private record Answer(String method, int status) {}

  /** Counters at zero. */
  public Metrics() {}

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  /** Watches the size of a store. */
  public Metrics watching(Store store) {
    return watching("etagere.store.bytes", "Bytes that the store takes", store, Store::sizeBytes);
  }

  /** Watches who listens to changes. */
  public Metrics watching(Tail tail) {
    return watching("etagere.listeners", "Open streams of changes", tail, Tail::listeners)
        .watching("etagere.waiting", "Readers who wait for the next version", tail, Tail::waiting);
  }

  /** Watches the memory that requests share. */
  public Metrics watching(MemoryBudget memory) {
    return watching(
            "etagere.memory.held.bytes",
            "Bytes of memory that requests hold for large content",
            memory,
            MemoryBudget::held)
        .watching(
            "etagere.memory.limit.bytes",
            "Bytes of memory that there are for large content",
            memory,
            MemoryBudget::bytes);
  }

  /** Watches a number that something knows at any time. */
  public <T> Metrics watching(String name, String description, T of, ToDoubleFunction<T> number) {
    Gauge.builder(name, of, number)
        .description(description)
        .strongReference(true)
        .register(registry);
    return this;
  }

  /**
   * Counts an answer.
   *
   * @param nanos what it took
   */
  void answered(String method, int status, long nanos) {
    String known = METHODS.contains(method) ? method : "other";
    requests
        .computeIfAbsent(new Answer(known, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts a write that was done, or refused for a problem. */
  void written(Optional<Problem> refusal) {
    String error = refusal.map(problem -> problem.kind().code()).orElse("none");
    String reason = refusal.flatMap(Problem::reason).orElse("none");
    writes.computeIfAbsent(error + " " + reason, key -> counter(error, reason)).increment();
  }

  private Timer timer(Answer answer) {
    return Timer.builder("etagere.requests")
        .description("Requests by method and status")
        .tag("method", answer.method())
        .tag("status", String.valueOf(answer.status()))
        .serviceLevelObjectives(
            millis(1), millis(2), millis(5), millis(10), millis(50), millis(250), millis(1_000))
        .register(registry);
  }

  private Counter counter(String error, String reason) {
    return Counter.builder("etagere.writes")
        .description("Writes by outcome: the error and the reason, none where it was done")
        .tag("error", error)
        .tag("reason", reason)
        .register(registry);
  }

  /** Counts a write that named no version and was let through by the rules. */
  public void unconditional(String caller) {
    String label =
        unconditional.containsKey(caller) || unconditional.size() < MOST_LABELS ? caller : OTHERS;
    unconditional
        .computeIfAbsent(
            label,
            name ->
                Counter.builder("etagere.writes.unconditional")
                    .description("Writes without a condition that the rules let through, by caller")
                    .tag("caller", name)
                    .register(registry))
        .increment();
  }

  /** Counts a request whose weakened tag was taken for the strong one. */
  public void weakenedTag() {
    weakenedTags.increment();
  }

  @Override
  public void grouped(int commits, Duration took) {
    groups.record(commits);
    syncs.record(took);
  }

  /** Counts a write that lost to another version of its resource. */
  void contended(ResourcePath path) {
    hot.count(path.value());
  }

  /** All of it, in the text format of Prometheus. */
  synchronized String text() {
    hottest.register(
        hot.hottest().entrySet().stream()
            .map(path -> MultiGauge.Row.of(Tags.of("path", path.getKey()), path.getValue()))
            .toList(),
        true);
    return registry.scrape();
  }
}
