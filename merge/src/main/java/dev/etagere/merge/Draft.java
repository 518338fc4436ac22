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

  /**
   * Where the value was before anything was changed; null if it is new, or if nobody wants to know.
   */
  @Nullable Origin origin();

  /**
   * A place before anything was changed.
   *
   * @param parent the place around it; null of the whole document
   * @param segment the last segment
   */
  record Origin(@Nullable Origin parent, String segment) {
    private static @Nullable Origin child(@Nullable Origin parent, String segment) {
      return parent == null ? null : new Origin(parent, segment);
    }

    /** The place as a pointer. */
    JsonPointer pointer() {
      List<String> segments = new ArrayList<>();
      for (Origin at = this; at.parent != null; at = at.parent) {
        segments.add(0, at.segment);
      }
      return new JsonPointer(segments);
    }
  }

  /** A value that was not touched. */
  record Untouched(Json value, @Nullable Origin origin) implements Draft {
    /** A new value. */
    Untouched(Json value) {
      this(value, null);
    }

    @Override
    public Json frozen() {
      return value;
    }

    @Override
    public @Nullable Draft child(String segment) {
      return new JsonPointer(List.of(segment))
          .in(value)
          .map(child -> new Untouched(child, Origin.child(origin, segment)))
          .orElse(null);
    }

    /** A mutable form; the same for a value that has no children. */
    Draft thawed() {
      if (value instanceof JsonObject object) {
        return Members.of(object, origin);
      }
      return value instanceof JsonArray array ? Elements.of(array, origin) : this;
    }
  }

  /** An object of which something was touched. */
  record Members(Map<String, Draft> members, @Nullable Origin origin) implements Draft {
    private static Members of(JsonObject object, @Nullable Origin origin) {
      Map<String, Draft> members = new LinkedHashMap<>();
      for (int i = 0; i < object.size(); i++) {
        String name = object.name(i);
        members.put(name, new Untouched(object.value(i), Origin.child(origin, name)));
      }
      return new Members(members, origin);
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
  record Elements(List<Draft> elements, @Nullable Origin origin) implements Draft {
    private static Elements of(JsonArray array, @Nullable Origin origin) {
      List<Draft> elements = new ArrayList<>(array.size());
      for (int i = 0; i < array.size(); i++) {
        Origin place = origin == null ? null : new Origin(origin, Integer.toString(i));
        elements.add(new Untouched(array.get(i), place));
      }
      return new Elements(elements, origin);
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
