package dev.etagere.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document that is being changed: what was touched is mutable, the rest is shared with the
 * document it came from.
 */
sealed interface Draft {

  /** The value as it is now. */
  Json frozen();

  /** The child of a segment, or null. */
  @Nullable Draft child(String segment);

  /** A value that was not touched. */
  record Untouched(Json value) implements Draft {
    @Override
    public Json frozen() {
      return value;
    }

    @Override
    public @Nullable Draft child(String segment) {
      return new JsonPointer(List.of(segment)).in(value).map(Untouched::new).orElse(null);
    }

    /** A mutable form; the same for a value that has no children. */
    Draft thawed() {
      if (value instanceof JsonObject object) {
        return new Members(object);
      }
      return value instanceof JsonArray array ? new Elements(array) : this;
    }
  }

  /** An object of which something was touched. */
  record Members(Map<String, Draft> members) implements Draft {
    Members(JsonObject object) {
      this(new LinkedHashMap<>());
      for (int i = 0; i < object.size(); i++) {
        members.put(object.name(i), new Untouched(object.value(i)));
      }
    }

    @Override
    public Json frozen() {
      JsonObject.Builder object = new JsonObject.Builder();
      members.forEach((name, member) -> object.add(name, member.frozen()));
      return object.build();
    }

    @Override
    public @Nullable Draft child(String segment) {
      return members.get(segment);
    }
  }

  /** An array of which something was touched. */
  record Elements(List<Draft> elements) implements Draft {
    Elements(JsonArray array) {
      this(new ArrayList<>(array.elements().stream().map(Untouched::new).toList()));
    }

    @Override
    public Json frozen() {
      return JsonArray.of(elements.stream().map(Draft::frozen).toList());
    }

    @Override
    public @Nullable Draft child(String segment) {
      int index = JsonPointer.index(segment).orElse(elements.size());
      return index < elements.size() ? elements.get(index) : null;
    }
  }
}
