package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Edits of different members or elements never conflict, and both arrive. */
class DisjointEditsTest {
  private static final int TRIPLES = 100_000;

  private final long seed = Long.getLong("etagere.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @Test
  void ofDifferentMembersBothArrive() {
    for (int i = 0; i < TRIPLES; i++) {
      JsonObject base = (JsonObject) RandomDocuments.object(random);
      JsonObject current = (JsonObject) RandomDocuments.editedObject(base, random);
      JsonObject yours = (JsonObject) RandomDocuments.editedObject(base, random);
      // Of the four names two are current's to edit, two are yours.
      Json merged = assertClean(base, members(current, base, "ab"), members(yours, base, "cd"));
      assertThat(merged).as("seed %d", seed).isEqualTo(members(current, yours, "ab"));
    }
  }

  /** The members of some names from one object, those of other names from another. */
  private static JsonObject members(JsonObject one, JsonObject other, String ofOne) {
    JsonObject.Builder members = new JsonObject.Builder();
    one.names().stream()
        .filter(ofOne::contains)
        .forEach(name -> members.add(name, one.get(name).orElseThrow()));
    other.names().stream()
        .filter(name -> !ofOne.contains(name))
        .forEach(name -> members.add(name, other.get(name).orElseThrow()));
    return members.build();
  }

  @Test
  void ofDifferentElementsBothArrive() {
    for (int i = 0; i < TRIPLES; i++) {
      JsonArray base = (JsonArray) RandomDocuments.keyed(random);
      JsonArray current = edited(base, id -> id % 2 == 0);
      JsonArray yours = edited(base, id -> id % 2 == 1);
      JsonArray merged = (JsonArray) assertClean(base, current, yours);
      assertThat(ids(merged, current, 0)).as("seed %d", seed).isTrue();
      assertThat(ids(merged, yours, 1)).as("seed %d", seed).isTrue();
    }
  }

  /** Changes, takes away or inserts elements of some identities only. */
  private JsonArray edited(JsonArray base, IntPredicate own) {
    List<Json> edited = new ArrayList<>();
    for (Json element : base.elements()) {
      boolean touched = own.test(id(element)) && random.nextBoolean();
      if (!touched) {
        edited.add(element);
      } else if (random.nextBoolean()) {
        edited.add(new MergePatch(Cases.json("{\"a\":" + random.nextInt(9) + "}")).apply(element));
      }
    }
    int inserted = 10 + random.nextInt(10);
    if (own.test(inserted)) {
      edited.add(random.nextInt(edited.size() + 1), Cases.json("{\"id\":" + inserted + "}"));
    }
    return JsonArray.of(edited);
  }

  private static int id(Json element) {
    return Integer.parseInt(Triple.id(element).orElseThrow().toString());
  }

  /** Whether two arrays have the same elements of the identities of one parity. */
  private static boolean ids(JsonArray one, JsonArray other, int parity) {
    return elements(one, parity).equals(elements(other, parity));
  }

  private static List<Json> elements(JsonArray array, int parity) {
    return array.elements().stream().filter(element -> id(element) % 2 == parity).toList();
  }

  private Json assertClean(Json base, Json current, Json yours) {
    MergeOutcome.Merged merged =
        (MergeOutcome.Merged)
            ThreeWayMerge.json(
                Optional.of(base), Optional.of(current), Optional.of(yours), MergeOptions.NONE);
    assertThat(merged.conflicts()).as("seed %d: %s, %s, %s", seed, base, current, yours).isEmpty();
    return merged.document().orElseThrow();
  }
}
