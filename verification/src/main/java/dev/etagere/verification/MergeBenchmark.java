package dev.etagere.verification;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonFault;
import dev.etagere.merge.MergeOptions;
import dev.etagere.merge.MergeOutcome;
import dev.etagere.merge.ThreeWayMerge;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A list of tasks with identities, of which each side changed one: what merging costs beside
 * reading one of the three documents.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class MergeBenchmark {

  /** Elements: of about 1 KB, 100 KB and 10 MB. */
  @Param({"10", "1000", "100000"})
  public int elements;

  private byte[] text = new byte[0];
  private Optional<Json> base = Optional.empty();
  private Optional<Json> current = Optional.empty();
  private Optional<Json> yours = Optional.empty();

  /** Makes the three documents. */
  @Setup
  public void documents() {
    text = text(-1, -1);
    base = Optional.of(parsed(text));
    current = Optional.of(parsed(text(elements / 3, -1)));
    yours = Optional.of(parsed(text(-1, elements / 2)));
  }

  private static Json parsed(byte[] text) {
    return switch (Json.parse(text)) {
      case Json.Parsed.Document(Json root) -> root;
      case Json.Parsed.Malformed(JsonFault fault) ->
          throw new IllegalStateException(fault.toString());
    };
  }

  private byte[] text(int renamed, int done) {
    StringBuilder document = new StringBuilder("{\"title\":\"Tasks\",\"tasks\":[");
    for (int i = 0; i < elements; i++) {
      document.append(i == 0 ? "" : ",").append("{\"id\":").append(i).append(",\"title\":\"");
      document
          .append(i == renamed ? "Renamed" : "Water the plants on the shelf")
          .append(' ')
          .append(i);
      document
          .append("\",\"done\":")
          .append(i == done)
          .append(",\"weight\":1.50,\"tags\":[\"a\",\"b\"]}");
    }
    return document.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reading one document. */
  @Benchmark
  public Object parse() {
    return Json.parse(text);
  }

  /** Merging all three. */
  @Benchmark
  public MergeOutcome merge() {
    return ThreeWayMerge.json(base, current, yours, MergeOptions.NONE);
  }
}
