package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The laws of merging over random documents. The seed is printed with a failure and taken back by
 * the system property {@code etagere.seed}. {@code docs/merging.md} explains the exceptions.
 */
class MergeLawsTest {
  private static final int TRIPLES = 100_000;
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
    Random random = new Random(seed);
    Map<Law, Integer> exceptions = new EnumMap<>(Law.class);
    Map<Law, Triple> examples = new EnumMap<>(Law.class);
    for (int i = 0; i < triples; i++) {
      Triple triple = new Triple(style, random);
      for (Law law : Law.values()) {
        if (!law.holds(triple)) {
          exceptions.merge(law, 1, Integer::sum);
          examples.putIfAbsent(law, triple);
        }
      }
    }
    System.out.printf("%s, %d triples, seed %d: exceptions %s%n", style, triples, seed, exceptions);
    for (Law law : Law.values()) {
      assertThat(exceptions.getOrDefault(law, 0))
          .as("%s of %s, seed %d, for example%n%s", law, style, seed, examples.get(law))
          .isLessThanOrEqualTo((int) (law.exceptionsPerMillion(style) * (triples / 1e6)));
    }
  }
}
