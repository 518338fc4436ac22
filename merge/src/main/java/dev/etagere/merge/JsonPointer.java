package dev.etagere.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document, RFC 6901.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="options"}
 *
 * @param segments the reference tokens, unescaped, outermost first; none names the whole document
 */
public record JsonPointer(List<String> segments) {
  /** The whole document. */
  public static final JsonPointer ROOT = new JsonPointer(List.of());

  /** Beyond this many digits no array has elements. */
  private static final int INDEX_DIGITS = 9;

  public JsonPointer {
    segments = List.copyOf(segments);
  }

  /** What reading a pointer comes to. */
  public sealed interface Parsed {

    /** The text was a pointer. */
    record Valid(JsonPointer pointer) implements Parsed {}

    /**
     * The text was none.
     *
     * @param position the index of the character at fault, from 0
     * @param why a clause for a person
     */
    record Malformed(int position, String why) implements Parsed {}
  }

  /** Reads a pointer in its string form (§3): empty, or segments that each start with a slash. */
  public static Parsed parse(String text) {
    if (!text.isEmpty() && text.charAt(0) != '/') {
      return new Parsed.Malformed(0, "a pointer is empty or starts with a slash");
    }
    int fault = badEscape(text);
    if (fault >= 0) {
      return new Parsed.Malformed(fault, "a tilde is followed by 0 or 1");
    }
    return new Parsed.Valid(text.isEmpty() ? ROOT : new JsonPointer(split(text)));
  }

  private static int badEscape(String text) {
    for (int i = text.indexOf('~'); i >= 0; i = text.indexOf('~', i + 1)) {
      if (i + 1 == text.length() || "01".indexOf(text.charAt(i + 1)) < 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> split(String text) {
    List<String> segments = new ArrayList<>();
    int start = 1;
    while (start <= text.length()) {
      int end = text.indexOf('/', start);
      end = end < 0 ? text.length() : end;
      // §4: first ~1, then ~0, so that ~01 is ~1 and not a slash.
      segments.add(text.substring(start, end).replace("~1", "/").replace("~0", "~"));
      start = end + 1;
    }
    return segments;
  }

  /** The place of a member or element of the value here. */
  public JsonPointer child(String segment) {
    List<String> longer = new ArrayList<>(segments.size() + 1);
    longer.addAll(segments);
    longer.add(segment);
    return new JsonPointer(longer);
  }

  /** The place of an element of the array here. */
  public JsonPointer child(int index) {
    return child(Integer.toString(index));
  }

  /** Whether this place is another one or inside it. */
  public boolean isWithin(JsonPointer other) {
    return segments.size() >= other.segments.size()
        && segments.subList(0, other.segments.size()).equals(other.segments);
  }

  /** The value at this place of a document (§4), if there is one. */
  public Optional<Json> in(Json document) {
    Json at = document;
    for (String segment : segments) {
      at = child(at, segment);
      if (at == null) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  private static @Nullable Json child(Json parent, String segment) {
    if (parent instanceof JsonObject object) {
      return object.find(segment);
    }
    if (parent instanceof JsonArray array) {
      int index = index(segment).orElse(array.size());
      return index < array.size() ? array.get(index) : null;
    }
    return null;
  }

  /**
   * The array index that a segment is: decimal digits without leading zeros (§4), fewer than ten of
   * them.
   */
  static OptionalInt index(String segment) {
    boolean leadingZero = segment.length() > 1 && segment.charAt(0) == '0';
    if (segment.isEmpty() || segment.length() > INDEX_DIGITS || leadingZero) {
      return OptionalInt.empty();
    }
    for (int i = 0; i < segment.length(); i++) {
      if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(Integer.parseInt(segment));
  }

  /** The pointer as RFC 6901 writes it: {@code /a~1b/0}, empty for the whole document. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String segment : segments) {
      text.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
