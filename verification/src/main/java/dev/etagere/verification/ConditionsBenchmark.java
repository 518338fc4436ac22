package dev.etagere.verification;

import dev.etagere.conditions.Decision;
import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.Representation;
import dev.etagere.conditions.Requirement;
import dev.etagere.conditions.Validators;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to read the conditions of a request and to decide on them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ConditionsBenchmark {

  private static final String TAG = "\"7.6k9q2m7x0c4tj\"";

  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<String> single = List.of(TAG);
  private final List<String> list = List.of("\"1.a\", \"2.b\", W/\"3.c\"", "\"4.d\"," + TAG);
  private final Representation selected =
      new Representation.Some(
          new Validators(
              Optional.of(EntityTag.strong("7.6k9q2m7x0c4tj")), Optional.of(now), false));

  private List<String> ifMatch(String name, List<String> lines) {
    return name.equals("If-Match") ? lines : List.of();
  }

  private List<String> ifNoneMatch(String name) {
    return name.equals("If-None-Match") ? single : List.of();
  }

  /** The common write: If-Match with one tag, which is current. */
  @Benchmark
  public Decision write() {
    return Decision.onWrite(
        Preconditions.of(name -> ifMatch(name, single), now), selected, Requirement.VERSION);
  }

  /** If-Match with five tags on two lines, the last of which is current. */
  @Benchmark
  public Decision writeOfList() {
    return Decision.onWrite(
        Preconditions.of(name -> ifMatch(name, list), now), selected, Requirement.VERSION);
  }

  /** The common revalidation: If-None-Match with one tag, which is current. */
  @Benchmark
  public Decision read() {
    return Decision.onRead(Preconditions.of(this::ifNoneMatch, now), selected);
  }
}
