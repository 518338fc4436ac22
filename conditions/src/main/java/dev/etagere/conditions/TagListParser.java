package dev.etagere.conditions;

import java.util.ArrayList;
import java.util.List;

/** The grammar {@code "*" / #entity-tag} (§13.1.1, §13.1.2, §5.6.1). */
final class TagListParser {

  private static final int MOST_TAGS = 64;
  private static final Parsed<TagList> ANY = new Parsed.Valid<>(new TagList.Any());

  private TagListParser() {}

  static Parsed<TagList> parse(String text) {
    return isAny(text) ? ANY : oneOf(text);
  }

  private static boolean isAny(String text) {
    int first = skipWhitespace(text, 0);
    return text.startsWith("*", first) && skipWhitespace(text, first + 1) == text.length();
  }

  private static Parsed<TagList> oneOf(String text) {
    List<EntityTag> tags = List.of();
    int start = skipEmptyElements(text, 0);
    while (start < text.length()) {
      int end = EntityTag.end(text, start);
      if (end < 0 || tags.size() == MOST_TAGS) {
        return malformed(text, start, end);
      }
      tags = append(tags, EntityTag.between(text, start, end));
      int next = skipWhitespace(text, end);
      if (next < text.length() && text.charAt(next) != ',') {
        return new Parsed.Malformed<>(next, "a comma separates entity tags");
      }
      start = skipEmptyElements(text, next);
    }
    return tags.isEmpty()
        ? new Parsed.Malformed<>(0, "there is no entity tag")
        : new Parsed.Valid<>(new TagList.OneOf(tags));
  }

  private static Parsed<TagList> malformed(String text, int start, int end) {
    if (end >= 0) {
      return new Parsed.Malformed<>(start, "there are more than " + MOST_TAGS + " entity tags");
    }
    return text.charAt(start) == '*'
        ? new Parsed.Malformed<>(start, "an asterisk stands alone")
        : EntityTag.malformed(text, start, ~end);
  }

  /** Most lists have one element: a list that can grow is made for the second. */
  private static List<EntityTag> append(List<EntityTag> tags, EntityTag tag) {
    if (tags.isEmpty()) {
      return List.of(tag);
    }
    List<EntityTag> growing = tags.size() == 1 ? new ArrayList<>(tags) : tags;
    growing.add(tag);
    return growing;
  }

  private static int skipEmptyElements(String text, int from) {
    int at = skipWhitespace(text, from);
    while (text.startsWith(",", at)) {
      at = skipWhitespace(text, at + 1);
    }
    return at;
  }

  /** §5.6.3: {@code OWS = *( SP / HTAB )}. */
  private static int skipWhitespace(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
