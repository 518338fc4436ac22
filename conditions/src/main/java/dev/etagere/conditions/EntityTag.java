package dev.etagere.conditions;

/**
 * An entity tag (§8.8.3). It is kept as it stands in a field: what is only compared and sent on is
 * never taken apart.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="tag"}
 *
 * @param text {@code "opaque"} or {@code W/"opaque"}
 */
public record EntityTag(String text) {

  private static final String WEAK = "W/";
  private static final char QUOTE = '"';

  /**
   * The tag that stands in a field like this.
   *
   * @throws IllegalArgumentException if {@code text} is not one entity tag and nothing else; {@link
   *     #parse} says what is wrong with it
   */
  public EntityTag {
    if (end(text, 0) != text.length()) {
      throw new IllegalArgumentException("not an entity tag: " + text);
    }
  }

  /**
   * A tag of these parts.
   *
   * @param weak whether it is a weak validator
   * @param opaque what stands between the double quotes: visible ASCII but the double quote, and
   *     the octets 0x80 to 0xFF as the characters U+0080 to U+00FF; may be empty
   * @throws IllegalArgumentException if the opaque part has a character that no tag may have
   */
  public EntityTag(boolean weak, String opaque) {
    this((weak ? WEAK : "") + QUOTE + opaque + QUOTE);
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

  /** Whether it is a weak validator. */
  public boolean weak() {
    return text.charAt(0) != QUOTE;
  }

  /** What stands between the double quotes. */
  public String opaque() {
    return text.substring(opaqueStart(), text.length() - 1);
  }

  /** §8.8.3.2: equal only if both are strong and their opaque parts are the same. */
  public boolean matchesStrongly(EntityTag other) {
    return !weak() && text.equals(other.text);
  }

  /** §8.8.3.2: equal if their opaque parts are the same. */
  public boolean matchesWeakly(EntityTag other) {
    int start = opaqueStart();
    int length = text.length() - start;
    return length == other.text.length() - other.opaqueStart()
        && text.regionMatches(start, other.text, other.opaqueStart(), length);
  }

  /** The tag as it stands in a field. */
  @Override
  public String toString() {
    return text;
  }

  private int opaqueStart() {
    return weak() ? WEAK.length() + 1 : 1;
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
    return new EntityTag(text.substring(start, end));
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
