package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Documents made to cost much. The time-outs are generous: what is quadratic would take minutes.
 */
class HostileDocumentsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static MergeOutcome.Merged merge(Json base, Json current, Json yours) {
    return assertTimeoutPreemptively(
        PATIENCE,
        () ->
            (MergeOutcome.Merged)
                ThreeWayMerge.json(
                    Optional.of(base),
                    Optional.of(current),
                    Optional.of(yours),
                    MergeOptions.NONE));
  }

  @Test
  void ofShuffledNumbersConflictAndKeepCurrent() {
    List<Json> numbers = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      numbers.add(JsonNumber.of(i));
    }
    Json current = shuffled(numbers, 1);
    MergeOutcome.Merged merged = merge(JsonArray.of(numbers), current, shuffled(numbers, 2));
    assertThat(merged.clean()).isFalse();
    assertThat(merged.document().orElseThrow()).isEqualTo(current);
  }

  private static Json shuffled(List<Json> values, long seed) {
    List<Json> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, new Random(seed));
    return JsonArray.of(shuffled);
  }

  @Test
  void ofTwoValuesOnlyAreMergedInBoundedTime() {
    Json base = Cases.json("[" + "0,1,".repeat(50_000) + "0]");
    Json current = Cases.json("[" + "1,0,0,".repeat(33_000) + "1]");
    assertThat(merge(base, current, Cases.json("[" + "1,1,0,".repeat(33_000) + "1]")).conflicts())
        .isNotEmpty();
  }

  @Test
  void nestedAsDeepAsCanBeAreMerged() {
    assertThat(merge(deep("1"), deep("2"), deep("3")).conflicts()).hasSize(1);
    assertThat(merge(deep("1"), deep("2"), deep("1")).document()).contains(deep("2"));
  }

  private static Json deep(String value) {
    return Cases.json("[{\"a\":".repeat(100) + value + "}]".repeat(100));
  }

  @Test
  void ofNamesWithOneHashAreReadCheckedAndMerged() {
    String names = colliding();
    byte[] text = ("{" + names + "}").getBytes(StandardCharsets.UTF_8);
    assertTimeoutPreemptively(PATIENCE, () -> assertThat(Json.check(text)).isEmpty());
    Json base = assertTimeoutPreemptively(PATIENCE, () -> Cases.parse(text));
    Json current = Cases.json("{\"first\":1," + names + "}");
    Json yours = Cases.json("{" + names + ",\"last\":1}");
    assertThat(merge(base, current, yours).document())
        .contains(Cases.json("{\"first\":1," + names + ",\"last\":1}"));
  }

  /** 2^14 names of one String.hashCode. */
  private static String colliding() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 1 << 14; i++) {
      names.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 14; bit++) {
        names.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      names.append("\":0");
    }
    return names.toString();
  }

  @Test
  void ofNumbersWithLongExponentsAreComparedInBoundedTime() {
    String digits = "9".repeat(1_000_000);
    assertTimeoutPreemptively(
        PATIENCE,
        () ->
            assertThat(Cases.json("1e" + digits))
                .isEqualTo(Cases.json("10e" + "9".repeat(999_999) + "8")));
  }
}
