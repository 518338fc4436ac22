package dev.etagere.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.etagere.merge.MergeOutcome.Merged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts merged by others. Where both find a clean result, it is the same but for repeated lines;
 * where the verdicts differ, Etagere is the stricter one. {@code docs/merging.md} lists the
 * differences.
 */
class OraclesTest {
  private static final int TRIPLES = 20_000;
  private static final int PROCESSES = 100;

  /** How the outcomes of the two compare. */
  private enum Comparison {
    SAME_RESULT,
    BOTH_CONFLICT,
    ONLY_ETAGERE_CONFLICTS,
    ONLY_ORACLE_CONFLICTS,
    DIFFERENT_RESULTS
  }

  /** Merges texts; nothing if there are conflicts. */
  private interface Oracle {
    Optional<String> merge(String base, String current, String yours) throws Exception;
  }

  private static Map<Comparison, Integer> compare(Oracle oracle, int triples) throws Exception {
    long seed = Long.getLong("etagere.seed", new Random().nextLong());
    Random random = new Random(seed);
    Map<Comparison, Integer> counts = new EnumMap<>(Comparison.class);
    for (int i = 0; i < triples; i++) {
      String base = text(random);
      String current = edited(base, random);
      String yours = edited(base, random);
      counts.merge(
          compare(etagere(base, current, yours), oracle.merge(base, current, yours)),
          1,
          Integer::sum);
    }
    System.out.printf("%d triples, seed %d: %s%n", triples, seed, counts);
    return counts;
  }

  private static Comparison compare(Optional<String> etagere, Optional<String> oracle) {
    if (etagere.isEmpty()) {
      return oracle.isEmpty() ? Comparison.BOTH_CONFLICT : Comparison.ONLY_ETAGERE_CONFLICTS;
    } else if (oracle.isEmpty()) {
      return Comparison.ONLY_ORACLE_CONFLICTS;
    }
    return etagere.equals(oracle) ? Comparison.SAME_RESULT : Comparison.DIFFERENT_RESULTS;
  }

  /** Lines that all end, of which most are there once. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 12; line++) {
      text.append(random.nextInt(8) == 0 ? "}" : "line " + random.nextInt(60)).append('\n');
    }
    return text.toString();
  }

  private static String edited(String base, Random random) {
    Json edited = new JsonString(base);
    for (int i = 0; i < 2; i++) {
      edited = RandomDocuments.editedLines(edited, random);
    }
    return ((JsonString) edited).value();
  }

  private static Optional<String> etagere(String base, String current, String yours) {
    Merged merged =
        (Merged)
            ThreeWayMerge.text(
                Optional.of(base), Optional.of(current), Optional.of(yours), MergeOptions.NONE);
    return merged.clean()
        ? merged.document().map(text -> ((JsonString) text).value())
        : Optional.empty();
  }

  private static void assertStricter(Map<Comparison, Integer> counts, int triples) {
    assertThat(counts.getOrDefault(Comparison.SAME_RESULT, 0)).isGreaterThan(triples / 4);
    assertThat(counts.getOrDefault(Comparison.ONLY_ORACLE_CONFLICTS, 0)).isLessThan(triples / 20);
    assertThat(counts.getOrDefault(Comparison.DIFFERENT_RESULTS, 0))
        .isLessThanOrEqualTo(triples / 100);
  }

  @Test
  void jgitMergesTextsTheSameWayOrLessStrictly() throws Exception {
    assertStricter(compare(OraclesTest::jgit, TRIPLES), TRIPLES);
  }

  private static Optional<String> jgit(String base, String current, String yours) {
    MergeResult<RawText> result =
        new MergeAlgorithm(DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.MYERS))
            .merge(RawTextComparator.DEFAULT, raw(base), raw(current), raw(yours));
    if (result.containsConflicts()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (MergeChunk chunk : result) {
      RawText sequence = result.getSequences().get(chunk.getSequenceIndex());
      text.append(sequence.getString(chunk.getBegin(), chunk.getEnd(), false));
    }
    return Optional.of(text.toString());
  }

  private static RawText raw(String text) {
    return new RawText(text.getBytes(UTF_8));
  }

  @Test
  void gitMergeFileMergesTextsTheSameWayOrLessStrictly(@TempDir Path folder) throws Exception {
    assumeTrue(gitIsThere(), "skipped: there is no git on the path");
    assertStricter(compare((b, c, y) -> git(folder, b, c, y), PROCESSES), PROCESSES);
  }

  private static boolean gitIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> git(Path folder, String base, String current, String yours)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("base"), base);
    Files.writeString(folder.resolve("current"), current);
    Files.writeString(folder.resolve("yours"), yours);
    Process process =
        new ProcessBuilder("git", "merge-file", "-p", "-q", "current", "base", "yours")
            .directory(folder.toFile())
            .start();
    String merged = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() == 0 ? Optional.of(merged) : Optional.empty();
  }
}
