package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The laws of merging over random documents. The seed is printed with a failure and taken back by
 * the system property {@code etagere.seed}. {@code docs/merging.md} explains the exceptions.
 */
class MergeLawsTest {
  private static final int TRIPLES = 100_000;

  /** So many triples come from one source of chance; the chunks share the cores. */
  private static final int CHUNK = 1_000;

  private static final int MANY_TRIPLES = 5_000_000;

  @ParameterizedTest
  @EnumSource
  void holdForRandomDocuments(Style style) {
    check(style, TRIPLES);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void holdForManyRandomDocuments(Style style) {
    check(style, MANY_TRIPLES);
  }

  private static void check(Style style, int triples) {
    long seed = Long.getLong("etagere.seed", new Random().nextLong());
    Exceptions exceptions = new Exceptions();
    IntStream.range(0, triples / CHUNK)
        .parallel()
        .forEach(chunk -> checkChunk(style, new Random(seed + chunk), exceptions));
    System.out.printf(
        "%s, %d triples, seed %d: exceptions %s%n", style, triples, seed, exceptions.counts);
    for (Law law : Law.values()) {
      assertThat(exceptions.counts.getOrDefault(law, 0))
          .as("%s of %s, seed %d, for example%n%s", law, style, seed, exceptions.examples.get(law))
          .isLessThanOrEqualTo((int) (law.exceptionsPerMillion(style) * (triples / 1e6)));
    }
  }

  private static void checkChunk(Style style, Random random, Exceptions exceptions) {
    for (int i = 0; i < CHUNK; i++) {
      Triple triple = new Triple(style, random);
      for (Law law : Law.values()) {
        if (!law.holds(triple)) {
          exceptions.note(law, triple);
        }
      }
    }
  }

  /** How often each law did not hold, and the first triple for which it did not. */
  private static final class Exceptions {
    private final Map<Law, Integer> counts = new EnumMap<>(Law.class);
    private final Map<Law, Triple> examples = new EnumMap<>(Law.class);

    synchronized void note(Law law, Triple triple) {
      counts.merge(law, 1, Integer::sum);
      examples.putIfAbsent(law, triple);
    }
  }
}
