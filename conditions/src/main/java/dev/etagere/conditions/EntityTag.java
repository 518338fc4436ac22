package dev.etagere.conditions;

/**
 * An entity tag (§8.8.3).
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="tag"}
 *
 * @param weak whether it is a weak validator
 * @param opaque what stands between the double quotes: visible ASCII but the double quote, and the
 *     octets 0x80 to 0xFF as the characters U+0080 to U+00FF; may be empty
 */
public record EntityTag(boolean weak, String opaque) {

  private static final String WEAK = "W/";
  private static final char QUOTE = '"';

  /**
   * A tag of these parts.
   *
   * @throws IllegalArgumentException if the opaque part has a character that no tag may have
   */
  public EntityTag {
    if (indexAfterOpaque(opaque, 0) < opaque.length()) {
      throw new IllegalArgumentException("not the opaque part of an entity tag: " + opaque);
    }
  }

  /**
   * The strong tag with this opaque part.
   *
   * @throws IllegalArgumentException if the opaque part has a character that no tag may have
   */
  public static EntityTag strong(String opaque) {
    return new EntityTag(false, opaque);
  }

  /** Parses a field value that is one entity tag and nothing else, such as that of {@code ETag}. */
  public static Parsed<EntityTag> parse(String text) {
    int end = end(text, 0);
    if (end < 0) {
      return malformed(text, 0, ~end);
    }
    return end == text.length()
        ? new Parsed.Valid<>(between(text, 0, end))
        : new Parsed.Malformed<>(end, "nothing follows the closing double quote");
  }

  /** §8.8.3.2: equal only if both are strong and their opaque parts are the same. */
  public boolean matchesStrongly(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** §8.8.3.2: equal if their opaque parts are the same. */
  public boolean matchesWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  /** The tag as it stands in a field. */
  @Override
  public String toString() {
    return weak ? WEAK + QUOTE + opaque + QUOTE : QUOTE + opaque + QUOTE;
  }

  /** The index after the tag that starts at {@code start}; {@code ~i} if it is at fault at i. */
  static int end(String text, int start) {
    int open = start + (text.startsWith(WEAK, start) ? WEAK.length() : 0);
    if (!isQuote(text, open)) {
      return ~open;
    }
    int close = indexAfterOpaque(text, open + 1);
    return isQuote(text, close) ? close + 1 : ~close;
  }

  /** The tag from {@code start} to the index that {@link #end} found. */
  static EntityTag between(String text, int start, int end) {
    boolean weak = text.charAt(start) != QUOTE;
    int open = weak ? start + WEAK.length() : start;
    return new EntityTag(weak, text.substring(open + 1, end - 1));
  }

  /** What is wrong at {@code fault} with the tag that starts at {@code start}. */
  static <T> Parsed<T> malformed(String text, int start, int fault) {
    if (text.startsWith("w/", start)) {
      return new Parsed.Malformed<>(start, "a weak entity tag starts with an upper-case W");
    }
    if (text.indexOf(QUOTE, start) < 0 || text.indexOf(QUOTE, start) >= fault) {
      return new Parsed.Malformed<>(fault, "an entity tag starts with a double quote");
    }
    return fault == text.length()
        ? new Parsed.Malformed<>(fault, "an entity tag ends with a double quote")
        : new Parsed.Malformed<>(fault, "this character cannot stand in an entity tag");
  }

  private static boolean isQuote(String text, int at) {
    return at < text.length() && text.charAt(at) == QUOTE;
  }

  private static int indexAfterOpaque(String text, int from) {
    int at = from;
    while (at < text.length() && isEtagc(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** §8.8.3: {@code etagc = %x21 / %x23-7E / obs-text}. */
  private static boolean isEtagc(char c) {
    return (c > ' ' && c < 0x7F && c != QUOTE) || (c >= 0x80 && c <= 0xFF);
  }
}
