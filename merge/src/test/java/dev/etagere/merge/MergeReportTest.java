package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.merge.Conflict.Kind;
import dev.etagere.merge.Conflict.Range;
import dev.etagere.merge.MergeOutcome.Merged;
import dev.etagere.merge.MergeOutcome.PatchFailed;
import dev.etagere.merge.MergeOutcome.TooLarge;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conflict reports, drafts, patches as the request, options and limits. */
class MergeReportTest {

  private static MergeOptions options(String rules) {
    return ((MergeOptions.Parsed.Valid) MergeOptions.parse(Cases.json(rules))).options();
  }

  private static Merged merge(String base, String current, String yours, MergeOptions options) {
    return (Merged) outcome(base, current, yours, options);
  }

  private static MergeOutcome outcome(
      String base, String current, String yours, MergeOptions options) {
    return ThreeWayMerge.json(
        Optional.of(Cases.json(base)),
        Optional.of(Cases.json(current)),
        Optional.of(Cases.json(yours)),
        options);
  }

  private static Merged merge(String base, String current, String yours) {
    return merge(base, current, yours, MergeOptions.NONE);
  }

  @Nested
  class AConflict {
    @Test
    void pointsIntoAllThreeVersions() {
      Conflict conflict =
          merge(
                  "{\"l\":[{\"id\":1},{\"id\":2,\"v\":1}]}",
                  "{\"l\":[{\"id\":2,\"v\":2},{\"id\":1}]}",
                  "{\"l\":[{\"id\":0},{\"id\":1},{\"id\":2,\"v\":3}]}")
              .conflicts()
              .get(0);
      assertThat(conflict.path()).hasToString("/l/1/v");
      assertThat(conflict.currentPath().orElseThrow()).hasToString("/l/0/v");
      assertThat(conflict.yourPath().orElseThrow()).hasToString("/l/2/v");
      assertThat(conflict.toJson())
          .hasToString(
              "{\"kind\":\"edit-edit\",\"path\":\"/l/1/v\",\"current_path\":\"/l/0/v\","
                  + "\"your_path\":\"/l/2/v\",\"base\":1,\"current\":2,\"yours\":3,"
                  + "\"reason\":\"Both sides changed this value differently.\"}");
    }

    @Test
    void lacksTheMembersOfASideThatLacksThePlace() {
      Conflict conflict = merge("{\"a\":1}", "{\"a\":2}", "{}").conflicts().get(0);
      assertThat(conflict.yours()).isEmpty();
      assertThat(conflict.yourPath()).isEmpty();
      assertThat(conflict.toJson().names())
          .containsExactly("kind", "path", "current_path", "base", "current", "reason");
    }

    @Test
    void ofASequenceSaysWhichElements() {
      Conflict conflict = merge("[1,2,3,4]", "[0,1,2,9,4]", "[1,2,8,4]").conflicts().get(0);
      assertThat(conflict.ranges())
          .contains(new Conflict.Ranges(new Range(2, 3), new Range(3, 4), new Range(2, 3)));
    }

    @Test
    void isReportedWithAllOthersAndTheRestIsMerged() {
      Merged merged =
          merge(
              "{\"a\":1,\"b\":1,\"c\":1}",
              "{\"a\":2,\"b\":2,\"c\":1}",
              "{\"a\":3,\"b\":3,\"c\":3}");
      assertThat(merged.conflicts())
          .extracting(c -> c.path().toString())
          .containsExactly("/a", "/b");
      assertThat(merged.document().orElseThrow()).hasToString("{\"a\":2,\"b\":2,\"c\":3}");
      assertThat(merged.patch()).hasToString("[{\"op\":\"replace\",\"path\":\"/c\",\"value\":3}]");
    }

    @Test
    void ofTwoEditsOfALongTextProposesBothWordByWordAndAppliesNeither() {
      String text = "The quick brown fox jumps over the lazy dog and is gone.";
      Merged merged =
          merge(
              "\"" + text + "\"",
              "\"" + text.replace("quick", "slow") + "\"",
              "\"" + text.replace("gone", "back") + "\"");
      Conflict conflict = merged.conflicts().get(0);
      assertThat(conflict.proposal())
          .contains(text.replace("quick", "slow").replace("gone", "back"));
      assertThat(merged.document()).isEqualTo(conflict.current());
      assertThat(merge("\"a b\"", "\"A b\"", "\"a B\"").conflicts().get(0).proposal()).isEmpty();
    }
  }

  @Nested
  class APatch {
    private Merged merged(String base, String current, String patch) {
      return (Merged) outcome(base, Optional.of(Cases.json(current)), patch);
    }

    private MergeOutcome outcome(String base, Optional<Json> current, String patch) {
      JsonPatch parsed = ((JsonPatch.Parsed.Valid) JsonPatch.parse(Cases.json(patch))).patch();
      return ThreeWayMerge.patch(Cases.json(base), current, parsed, MergeOptions.NONE);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{\"a\":1}|{\"a\":2}|[{\"op\":\"replace\",\"path\":\"/a\",\"value\":1}]|EDIT_EDIT|/a",
          "{\"a\":1}|{\"a\":2}|[{\"op\":\"add\",\"path\":\"/a\",\"value\":1}]|EDIT_EDIT|/a",
          "{\"a\":1}|{}|[{\"op\":\"replace\",\"path\":\"/a\",\"value\":1}]|EDIT_DELETE|/a",
          "[{\"id\":1,\"v\":1}]|[{\"id\":0},{\"id\":1,\"v\":2}]|[{\"op\":\"test\",\"path\":\"/0/v\",\"value\":1}]|TEST|/0/v",
          "[1,2]|[2]|[{\"op\":\"test\",\"path\":\"/0\",\"value\":1}]|TEST|/0",
          "[{\"id\":1},{\"id\":2}]|[{\"id\":1}]"
              + "|[{\"op\":\"remove\",\"path\":\"/0\"},{\"op\":\"test\",\"path\":\"/0/id\",\"value\":2}]|TEST|/1/id"
        })
    void insistsOnWhatItTestsAndSets(
        String base, String current, String patch, Kind kind, String path) {
      Merged merged = merged(base, current, patch);
      assertThat(merged.conflicts()).hasSize(1);
      assertThat(merged.conflicts().get(0).kind()).isEqualTo(kind);
      assertThat(merged.conflicts().get(0).path()).hasToString(path);
    }

    @Test
    void relyingOnWhatHasOnlyMovedIsClean() {
      String patch =
          "[{\"op\":\"test\",\"path\":\"/1/v\",\"value\":1},{\"op\":\"replace\",\"path\":\"/1/v\",\"value\":2}]";
      Merged merged =
          merged("[{\"id\":1},{\"id\":2,\"v\":1}]", "[{\"id\":2,\"v\":1.0},{\"id\":1}]", patch);
      assertThat(merged.document().orElseThrow()).hasToString("[{\"id\":2,\"v\":2},{\"id\":1}]");
      assertThat(merged.clean()).isTrue();
    }

    @Test
    void testingWhatItHasWrittenItselfConcernsNobodyElse() {
      String patch =
          "[{\"op\":\"add\",\"path\":\"/b\",\"value\":1},{\"op\":\"test\",\"path\":\"/b\",\"value\":1}]";
      assertThat(merged("{\"a\":1}", "{\"a\":2}", patch).clean()).isTrue();
    }

    @Test
    void testingWhatHasBeenDeletedAltogetherConflicts() {
      MergeOutcome outcome =
          outcome("{\"a\":1}", Optional.empty(), "[{\"op\":\"test\",\"path\":\"/a\",\"value\":1}]");
      assertThat(((Merged) outcome).conflicts())
          .extracting(Conflict::kind)
          .containsExactly(Kind.TEST);
    }

    @Test
    void thatDoesNotApplyToItsBaseIsReportedAsSuch() {
      assertThat(outcome("{}", Optional.empty(), "[{\"op\":\"remove\",\"path\":\"/a\"}]"))
          .isInstanceOf(PatchFailed.class);
    }
  }

  @Nested
  class Options {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "[1,2]|[9,2]|[1,8]|{\"arrays\":{\"\":{\"mode\":\"positional\"}}}|[9,8]",
          "[1,2]|[9,2]|[1,8]|{\"arrays\":{\"\":{\"mode\":\"atomic\"}}}|EDIT_EDIT",
          "[1]|[1,2]|[1,3]|{\"arrays\":{\"\":{\"mode\":\"set\"}}}|[1,2,3]",
          "[{\"id\":1}]|[{\"id\":1},2]|[3,{\"id\":1}]|{\"arrays\":{\"\":{\"mode\":\"keyed\"}}}|IDENTITY",
          "[{\"id\":1,\"a\":1}]|[{\"id\":1,\"a\":2}]|[{\"id\":1,\"a\":1,\"b\":1}]|{\"arrays\":{\"\":{\"mode\":\"sequence\"}}}|SEQUENCE",
          "[1,2]|[1]|[1,2,3]|{\"arrays\":{\"\":{\"mode\":\"positional\"}}}|SEQUENCE",
          "{\"a\":{\"x\":1,\"y\":1}}|{\"a\":{\"x\":2,\"y\":1}}|{\"a\":{\"x\":1,\"y\":2}}|{\"arrays\":{\"/*\":{\"mode\":\"atomic\"}}}|EDIT_EDIT"
        })
    void decideHowArraysMerge(
        String base, String current, String yours, String rules, String outcome) {
      Merged merged = merge(base, current, yours, options(rules));
      String shown =
          merged.clean()
              ? merged.document().orElseThrow().toString()
              : merged.conflicts().get(0).kind().toString();
      assertThat(shown).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "[]|``",
          "{\"x\":1}|/x",
          "{\"arrays\":{\"a\":{\"mode\":\"set\"}}}|/arrays/a",
          "{\"arrays\":{\"/a\":{}}}|/arrays/~1a",
          "{\"arrays\":{\"/a\":{\"mode\":\"bag\"}}}|/arrays/~1a/mode",
          "{\"arrays\":{\"/a\":{\"mode\":\"keyed\",\"key\":\"id\"}}}|/arrays/~1a/key",
          "{\"arrays\":{\"/a\":{\"mode\":\"keyed\",\"order\":\"any\"}}}|/arrays/~1a/order",
          "{\"merge_adds\":[1]}|/merge_adds",
          "{\"text\":[\"image/png\"]}|/text"
        })
    void thatAreMalformedAreRefusedWithTheirPlace(String rules, String pointer) {
      MergeOptions.Parsed parsed = MergeOptions.parse(Cases.json(rules));
      assertThat(((MergeOptions.Parsed.Malformed) parsed).pointer()).hasToString(pointer);
    }

    @Test
    void nameFurtherTextTypes() {
      MergeOptions options = options("{\"text\":[\"text/csv\"]}");
      assertThat(options.mergesAsText("text/csv")).isTrue();
      assertThat(options.mergesAsText("text/markdown")).isTrue();
      assertThat(MergeOptions.NONE.mergesAsText("text/csv")).isFalse();
      assertThat(options("{\"text\":[\"text/*\"]}").mergesAsText("text/css")).isTrue();
    }
  }

  @Nested
  class ACarriageReturnOfItsOwnAtTheEnd {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "a;b;c\\|A;b;c\\|a;b;d\\|A;b;d\\",
          "a;b;c|A;b;c|a;b;c\\|A;b;c\\",
          "a;b;c\\|A;b;c\\|a;b;c\\;|A;b;c\\;",
          "a;b;c;d|A;b;c;d\\|a;b;x;c;d|A;b;x;c;d\\",
        })
    void isPartOfTheText(String base, String current, String yours, String result) {
      Merged merged =
          (Merged)
              ThreeWayMerge.text(
                  Optional.of(lines(base)),
                  Optional.of(lines(current)),
                  Optional.of(lines(yours)),
                  MergeOptions.NONE);
      assertThat(merged.conflicts()).isEmpty();
      assertThat(merged.document()).contains(new JsonString(lines(result)));
    }

    @Test
    void staysWhereTheWholeTextConflicts() {
      Merged merged =
          (Merged)
              ThreeWayMerge.text(
                  Optional.of("a\r"), Optional.of("b\r"), Optional.of("c\r"), MergeOptions.NONE);
      assertThat(merged.conflicts()).hasSize(1);
      assertThat(merged.document()).contains(new JsonString("b\r"));
    }

    private String lines(String shown) {
      return shown.replace(';', '\n').replace('\\', '\r');
    }
  }

  @Nested
  class Limits {
    @Test
    void boundTheSize() {
      MergeOptions small = MergeOptions.NONE.within(new MergeLimits(10, 1_000));
      assertThat(outcome("[1]", "[1,2]", "[\"long long long\"]", small))
          .isInstanceOf(TooLarge.class);
      assertThat(
              ThreeWayMerge.text(
                  Optional.of("a\n"), Optional.of("b\n"), Optional.of("long long"), small))
          .isInstanceOf(TooLarge.class);
    }

    @Test
    void onStepsMakeConflictsCoarserAndNothingWrong() {
      MergeOptions few = MergeOptions.NONE.within(new MergeLimits(1 << 20, 0));
      Merged merged = merge("[1,2,1,2,3,4]", "[2,1,1,2,3]", "[1,2,1,1,4,5]", few);
      assertThat(merged.conflicts()).hasSize(1);
      assertThat(merged.document().orElseThrow()).hasToString("[2,1,1,2,3]");
    }
  }
}
