package dev.etagere.verification;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonArray;
import dev.etagere.merge.JsonNumber;
import dev.etagere.merge.JsonObject;
import dev.etagere.merge.MergeOptions;
import dev.etagere.merge.MergeOutcome;
import dev.etagere.merge.ThreeWayMerge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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

/** Documents made to be dear to merge. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class HostileMergeBenchmark {

  private static final int ELEMENTS = 100_000;
  private static final int NAMES = 20_000;

  /** What the three documents are. */
  public enum Documents {
    /** 100,000 numbers in three orders. */
    SHUFFLED_NUMBERS,
    /** 100,000 elements with identities in three orders. */
    SHUFFLED_IDENTITIES,
    /** 100,000 elements of two values. */
    TWO_VALUES,
    /** 200 levels. */
    DEEP,
    /** 20,000 names of one hash. */
    COLLIDING
  }

  /** Which documents. */
  @Param public Documents documents = Documents.DEEP;

  private final List<Json> three = new ArrayList<>();

  /** Makes them. */
  @Setup
  public void make() {
    for (long seed = 0; seed < 3; seed++) {
      three.add(document(seed));
    }
  }

  private Json document(long seed) {
    return switch (documents) {
      case SHUFFLED_NUMBERS -> shuffled(numbers(), seed);
      case SHUFFLED_IDENTITIES -> shuffled(identities(), seed);
      case TWO_VALUES -> bits(seed);
      case DEEP -> deep(seed);
      case COLLIDING -> colliding(seed);
    };
  }

  /** Merges them. */
  @Benchmark
  public MergeOutcome merge() {
    return ThreeWayMerge.json(
        Optional.of(three.get(0)),
        Optional.of(three.get(1)),
        Optional.of(three.get(2)),
        MergeOptions.NONE);
  }

  private static List<Json> numbers() {
    List<Json> numbers = new ArrayList<>();
    for (int i = 0; i < ELEMENTS; i++) {
      numbers.add(JsonNumber.of(i));
    }
    return numbers;
  }

  private static List<Json> identities() {
    List<Json> elements = new ArrayList<>();
    numbers().forEach(id -> elements.add(JsonObject.of(Map.of("id", id))));
    return elements;
  }

  private static Json shuffled(List<Json> values, long seed) {
    Collections.shuffle(values, new Random(seed));
    return JsonArray.of(values);
  }

  private static Json bits(long seed) {
    Random random = new Random(seed);
    List<Json> bits = new ArrayList<>();
    for (int i = 0; i < ELEMENTS; i++) {
      bits.add(JsonNumber.of(random.nextInt(2)));
    }
    return JsonArray.of(bits);
  }

  private static Json deep(long seed) {
    Json value = JsonNumber.of(seed);
    for (int level = 0; level < 100; level++) {
      value = JsonArray.of(List.of(JsonObject.of(Map.of("a", value))));
    }
    return value;
  }

  private static Json colliding(long seed) {
    Map<String, Json> object = new LinkedHashMap<>();
    for (int i = 0; i < NAMES; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 15; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      object.put(name.toString(), JsonNumber.of(seed));
    }
    return JsonObject.of(object);
  }
}
