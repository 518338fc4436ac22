package dev.etagere.merge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Prints what merging costs, in parses of one document, and how long hostile documents take. Not a
 * test.
 */
public final class Costs {
  @SuppressWarnings("unused") // Keeps the compiler from dropping the work.
  private static volatile Object sink = "";

  private Costs() {}

  /** Runs all measurements. */
  public static void main(String[] arguments) {
    keyed("1 KB", 10, 20_000);
    keyed("100 KB", 1_000, 300);
    keyed("10 MB", 100_000, 7);
    hostile();
  }

  private static void keyed(String name, int elements, int rounds) {
    byte[] base = text(elements, -1, -1);
    Json b = Cases.parse(base);
    Json c = Cases.parse(text(elements, elements / 3, -1));
    Json y = Cases.parse(text(elements, -1, elements / 2));
    double parse = nanos(rounds, () -> Json.parse(base));
    double check = nanos(rounds, () -> Json.check(base));
    double merge = nanos(rounds, () -> merge(b, c, y));
    parse = Math.min(parse, nanos(rounds, () -> Json.parse(base)));
    merge = Math.min(merge, nanos(rounds, () -> merge(b, c, y)));
    System.out.printf(
        "keyed %s (%d bytes): parse %.3f ms, check %.3f ms, merge %.3f ms: %.2f parses%n",
        name, base.length, parse / 1e6, check / 1e6, merge / 1e6, merge / parse);
  }

  private static MergeOutcome merge(Json base, Json current, Json yours) {
    return ThreeWayMerge.json(
        Optional.of(base), Optional.of(current), Optional.of(yours), MergeOptions.NONE);
  }

  private static byte[] text(int elements, int renamed, int done) {
    StringBuilder text = new StringBuilder("{\"title\":\"Tasks\",\"tasks\":[");
    for (int i = 0; i < elements; i++) {
      text.append(i == 0 ? "" : ",").append("{\"id\":").append(i).append(",\"title\":\"");
      text.append(i == renamed ? "Renamed" : "Water the plants on the shelf").append(' ').append(i);
      text.append("\",\"done\":")
          .append(i == done)
          .append(",\"weight\":1.50,\"tags\":[\"a\",\"b\"]}");
    }
    return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The best of five means. */
  private static double nanos(int rounds, Supplier<Object> work) {
    double best = Double.MAX_VALUE;
    for (int repeat = 0; repeat < 5; repeat++) {
      long start = System.nanoTime();
      for (int i = 0; i < rounds; i++) {
        sink = work.get();
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) rounds);
    }
    return best;
  }

  private static void hostile() {
    List<Json> numbers = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      numbers.add(JsonNumber.of(i));
    }
    Json base = JsonArray.of(numbers);
    Json one = shuffled(numbers, 1);
    Json other = shuffled(numbers, 2);
    time("100,000 shuffled numbers", () -> merge(base, one, other));
    time("the same as a patch", () -> Diff.patch(base, one));
    List<Json> elements = new ArrayList<>();
    numbers.forEach(n -> elements.add(new JsonObject.Builder().add("id", n).build()));
    Json keyedBase = JsonArray.of(elements);
    Json keyedOne = shuffled(elements, 1);
    Json keyedOther = shuffled(elements, 2);
    time("100,000 shuffled elements with identities", () -> merge(keyedBase, keyedOne, keyedOther));
    Json few = Cases.json("[" + "0,1,".repeat(50_000) + "0]");
    Json moreFew = Cases.json("[" + "1,0,0,".repeat(33_000) + "1]");
    Json otherFew = Cases.json("[" + "1,1,0,".repeat(33_000) + "1]");
    time("100,000 elements of two values", () -> merge(few, moreFew, otherFew));
    time("200 deep", () -> merge(deep("1"), deep("2"), deep("3")));
    time("20,000 colliding names", () -> merge(colliding("1"), colliding("2"), colliding("3")));
  }

  private static Json shuffled(List<Json> values, long seed) {
    List<Json> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, new Random(seed));
    return JsonArray.of(shuffled);
  }

  private static Json deep(String value) {
    return Cases.json("[{\"a\":".repeat(100) + value + "}]".repeat(100));
  }

  /** Names of one hash, 2^15 of them. */
  private static Json colliding(String value) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 20_000; i++) {
      text.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 15; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":").append(value);
    }
    return Cases.json(text.append('}').toString());
  }

  private static void time(String name, Supplier<Object> work) {
    long start = System.nanoTime();
    sink = work.get();
    long first = System.nanoTime() - start;
    System.out.printf("%s: first %.0f ms, then %.0f ms%n", name, first / 1e6, nanos(1, work) / 1e6);
  }
}
