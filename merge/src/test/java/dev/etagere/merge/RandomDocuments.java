package dev.etagere.merge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Small random documents, and edits of them. Small ones collide often, and collisions are what is
 * looked for.
 */
final class RandomDocuments {
  private static final String[] SCALARS = {
    "0", "1", "1.0", "2", "10", "1e1", "null", "true", "false", "\"\"", "\"a\"", "\"b\"", "[]",
    "{}", "[1]"
  };
  private static final String[] LINES = {"one", "two", "three", "four", "}", "", "five", "six"};
  private static final Json[] VALUES = new Json[SCALARS.length];

  static {
    for (int i = 0; i < SCALARS.length; i++) {
      VALUES[i] = Cases.json(SCALARS[i]);
    }
  }

  private RandomDocuments() {}

  static Json object(Random random) {
    return object(random, 3);
  }

  private static JsonObject object(Random random, int depth) {
    JsonObject.Builder object = new JsonObject.Builder();
    for (String name : names(random)) {
      object.add(name, value(random, depth - 1));
    }
    return object.build();
  }

  private static List<String> names(Random random) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d"));
    Collections.shuffle(names, random);
    return names.subList(0, random.nextInt(5));
  }

  private static Json value(Random random, int depth) {
    return depth > 0 && random.nextInt(3) == 0
        ? object(random, depth)
        : VALUES[random.nextInt(VALUES.length)];
  }

  static Json editedObject(Json document, Random random) {
    Json edited = document;
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      edited = editedOnce((JsonObject) edited, random);
    }
    return edited;
  }

  /** Changes, adds, takes away or goes into one member; now and then the members change places. */
  private static JsonObject editedOnce(JsonObject object, Random random) {
    if (random.nextInt(12) == 0) {
      return shuffled(object, random);
    }
    String name = "abcd".substring(random.nextInt(4)).substring(0, 1);
    JsonObject.Builder edited = new JsonObject.Builder();
    boolean found = false;
    for (int i = 0; i < object.size(); i++) {
      if (!object.name(i).equals(name)) {
        edited.add(object.name(i), object.value(i));
        continue;
      }
      found = true;
      if (object.value(i) instanceof JsonObject inner && random.nextInt(3) > 0) {
        edited.add(name, editedOnce(inner, random));
      } else if (random.nextInt(3) > 0) {
        edited.add(name, value(random, 2));
      }
    }
    return found ? edited.build() : edited.add(name, value(random, 2)).build();
  }

  /** The same members in another order. */
  static JsonObject shuffled(JsonObject object, Random random) {
    List<String> names = new ArrayList<>(object.names());
    Collections.shuffle(names, random);
    JsonObject.Builder shuffled = new JsonObject.Builder();
    names.forEach(name -> shuffled.add(name, object.get(name).orElseThrow()));
    return shuffled.build();
  }

  /** The same value with the members of every object in the opposite order. */
  static Json reordered(Json value) {
    if (value instanceof JsonObject object) {
      JsonObject.Builder reordered = new JsonObject.Builder();
      for (int i = object.size() - 1; i >= 0; i--) {
        reordered.add(object.name(i), reordered(object.value(i)));
      }
      return reordered.build();
    } else if (value instanceof JsonArray array) {
      return JsonArray.of(array.elements().stream().map(RandomDocuments::reordered).toList());
    }
    return value;
  }

  static Json keyed(Random random) {
    List<Json> elements = new ArrayList<>();
    int size = 1 + random.nextInt(5);
    for (int id = 0; id < size; id++) {
      elements.add(element(id, random));
    }
    return JsonArray.of(elements);
  }

  private static JsonObject element(int id, Random random) {
    return new JsonObject.Builder()
        .add("id", JsonNumber.of(id))
        .add("a", VALUES[random.nextInt(4)])
        .add("b", VALUES[random.nextInt(4)])
        .build();
  }

  static Json editedKeyed(Json document, Random random) {
    List<Json> elements = new ArrayList<>(((JsonArray) document).elements());
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      editElements(elements, random);
    }
    return JsonArray.of(elements);
  }

  private static void editElements(List<Json> elements, Random random) {
    int at = random.nextInt(elements.size() + 1);
    int id = random.nextInt(9);
    boolean taken =
        elements.stream().anyMatch(e -> Triple.id(e).equals(Optional.of(JsonNumber.of(id))));
    if (!taken && random.nextInt(2) == 0) {
      elements.add(at, element(id, random));
    } else if (at < elements.size()) {
      Json element = elements.remove(at);
      switch (random.nextInt(4)) {
        case 0 -> elements.add(random.nextInt(elements.size() + 1), element);
        case 1, 2 -> elements.add(at, editedElement((JsonObject) element, random));
        default -> {}
      }
    }
  }

  private static JsonObject editedElement(JsonObject element, Random random) {
    Json value = VALUES[random.nextInt(4)];
    boolean first = random.nextBoolean();
    return new JsonObject.Builder()
        .add("id", element.value(0))
        .add("a", first ? value : element.value(1))
        .add("b", first ? element.value(2) : value)
        .build();
  }

  static Json row(Random random) {
    int alphabet = 2 + random.nextInt(7);
    List<Json> elements = new ArrayList<>();
    for (int size = random.nextInt(7); size > 0; size--) {
      elements.add(JsonNumber.of(random.nextInt(alphabet)));
    }
    return JsonArray.of(elements);
  }

  static Json editedRow(Json document, Random random) {
    List<Json> elements = new ArrayList<>(((JsonArray) document).elements());
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      edit(elements, JsonNumber.of(random.nextInt(8)), random);
    }
    return JsonArray.of(elements);
  }

  /** Inserts, takes away, replaces or moves an element. */
  private static <T> void edit(List<T> elements, T other, Random random) {
    int at = random.nextInt(elements.size() + 1);
    int kind = random.nextInt(4);
    if (kind == 0 || at == elements.size()) {
      elements.add(at, other);
      return;
    }
    T taken = elements.remove(at);
    if (kind == 1) {
      elements.add(at, other);
    } else if (kind == 2) {
      elements.add(random.nextInt(elements.size() + 1), taken);
    }
  }

  static Json text(Random random) {
    List<String> lines = new ArrayList<>();
    for (int size = random.nextInt(7); size > 0; size--) {
      lines.add(LINES[random.nextInt(LINES.length)]);
    }
    return new JsonString(joined(lines, "\n", random.nextInt(4) > 0));
  }

  private static String joined(List<String> lines, String end, boolean finished) {
    return String.join(end, lines) + (finished && !lines.isEmpty() ? end : "");
  }

  /** Edits lines; now and then the line ends, the final newline or the byte order mark change. */
  static Json editedText(Json document, Random random) {
    TextLines text = TextLines.of(((JsonString) document).value());
    List<String> lines = new ArrayList<>(text.lines());
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      edit(lines, LINES[random.nextInt(LINES.length)], random);
    }
    String end = random.nextInt(12) == 0 ? "\r\n" : "\n";
    boolean finished = random.nextInt(8) == 0 ? !text.finished() : text.finished();
    String mark = random.nextInt(16) == 0 ? "\ufeff" : "";
    return new JsonString(mark + joined(lines, end, finished));
  }

  /** Edits lines and nothing else. */
  static Json editedLines(Json document, Random random) {
    TextLines text = TextLines.of(((JsonString) document).value());
    List<String> lines = new ArrayList<>(text.lines());
    edit(lines, "new " + random.nextInt(20), random);
    return new JsonString(joined(lines, "\n", true));
  }

  static Json mixed(Random random) {
    return new JsonObject.Builder()
        .add("list", keyed(random))
        .add("row", row(random))
        .add("more", object(random))
        .build();
  }

  static Json editedMixed(Json document, Random random) {
    JsonObject object = (JsonObject) document;
    Json row = object.value(1);
    return new JsonObject.Builder()
        .add("list", editedKeyed(object.value(0), random))
        .add("row", random.nextInt(3) == 0 ? editedRow(row, random) : row)
        .add("more", editedObject(object.value(2), random))
        .build();
  }
}
