package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiffTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":2}|{\"a\":1.0,\"c\":3}|remove /b, add /c",
        "[{\"id\":1},{\"id\":2,\"v\":1}]|[{\"id\":2,\"v\":2},{\"id\":1}]|move /0, replace /0/v",
        "[{\"id\":1},{\"id\":2},{\"id\":3}]|[{\"id\":1},{\"id\":3},{\"id\":4}]|remove /1, add /2",
        "[{\"id\":1},{\"id\":2},{\"id\":3}]|[{\"id\":2},{\"id\":3},{\"id\":1}]|move /2",
        "[1,2,3]|[0,1,3]|remove /1, add /0",
        "[[1],[2]]|[[1],[3]]|replace /1/0",
        "1|{}|replace",
        "[]|[1]|add /0"
      })
  void asAPatchIsSmall(String from, String to, String operations) {
    JsonPatch patch = Diff.patch(Cases.json(from), Cases.json(to));
    assertThat(patch.operations().stream().map(DiffTest::shown).toList())
        .isEqualTo(List.of(operations.split(", ")));
    assertThat(patch.apply(Cases.json(from)))
        .isEqualTo(new JsonPatch.Result.Applied(Cases.json(to)));
  }

  private static String shown(PatchOperation operation) {
    String name = operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return (name + " " + operation.path()).strip();
  }

  @ParameterizedTest
  @EnumSource
  void asAPatchMakesOneRandomDocumentOfAnother(Style style) {
    long seed = Long.getLong("etagere.seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Json from = style.base(random);
      Json to = random.nextInt(4) == 0 ? style.base(random) : style.edited(from, random);
      assertThat(Diff.patch(from, to).apply(from))
          .as("seed %d: %s, %s", seed, from, to)
          .isEqualTo(new JsonPatch.Result.Applied(to));
    }
  }

  @Test
  void ofALargeShuffledListStaysBounded() {
    List<Json> elements = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      elements.add(new JsonObject.Builder().add("id", JsonNumber.of(i)).build());
    }
    Json from = JsonArray.of(elements);
    Collections.shuffle(elements, new Random(1));
    Json to = JsonArray.of(elements);
    assertThat(Diff.patch(from, to).operations())
        .containsExactly(new PatchOperation.Replace(JsonPointer.ROOT, to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"x\":1,\"y\":1},\"b\":1}|{\"a\":{\"x\":2,\"y\":1.0},\"c\":1}|/a/x /b /c",
        "{\"l\":[{\"id\":1,\"v\":1},{\"id\":2}]}|{\"l\":[{\"id\":3},{\"id\":1,\"v\":2}]}|/l/0/v /l/1 /l/0",
        "{\"t\":[\"a\",\"b\"]}|{\"t\":[\"b\"]}|/t",
        "[{\"id\":1},{\"id\":2}]|[{\"id\":2},{\"id\":1}]|``",
        "{\"a\":1}|{\"a\":1e0}|-"
      })
  void asPlacesNamesWhatChanged(String from, String to, String places) {
    Diff.Changes changes = Diff.changed(Cases.json(from), Cases.json(to), 10);
    String shown =
        String.join(" ", changes.pointers().stream().map(JsonPointer::toString).toList());
    assertThat(changes.pointers().isEmpty() ? "-" : shown).isEqualTo(places);
    assertThat(changes.complete()).isTrue();
  }

  @Test
  void asPlacesNamesNoMoreThanAskedFor() {
    Diff.Changes changes =
        Diff.changed(Cases.json("{}"), Cases.json("{\"a\":1,\"b\":1,\"c\":1}"), 2);
    assertThat(changes.pointers()).hasSize(2);
    assertThat(changes.complete()).isFalse();
  }

  @Test
  void ofTextsIsByLines() {
    assertThat(Diff.text("a\nb\nc\r\nd", "a\nB\nc\r\nd\n"))
        .containsExactly(
            new Diff.TextHunk(1, 1, List.of("b\n"), List.of("B\n")),
            new Diff.TextHunk(3, 3, List.of("d"), List.of("d\n")));
    assertThat(Diff.text("a\n", "a\n")).isEmpty();
    assertThat(Diff.text("", "a\n"))
        .containsExactly(new Diff.TextHunk(0, 0, List.of(), List.of("a\n")));
  }
}
