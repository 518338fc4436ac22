package dev.etagere.storage;

/**
 * The name of a resource: a path from the root, already normalised by whoever made it.
 *
 * <p>Paths are ordered as their UTF-8 bytes are. {@link String#compareTo} orders UTF-16 code units,
 * which differs where surrogates meet code points from U+E000 to U+FFFF.
 *
 * @param value the path; it starts with {@code /}, is well-formed UTF-16 and has no character below
 *     U+0020
 */
public record ResourcePath(String value) implements Comparable<ResourcePath> {

  public ResourcePath {
    if (value.isEmpty() || value.charAt(0) != '/') {
      throw new IllegalArgumentException("a path starts with '/': " + value);
    }
    int codePoint;
    for (int i = 0; i < value.length(); i += Character.charCount(codePoint)) {
      codePoint = value.codePointAt(i);
      if (isForbidden(codePoint)) {
        throw new IllegalArgumentException("a path has neither controls nor lone surrogates");
      }
    }
  }

  private static boolean isForbidden(int codePoint) {
    return codePoint < ' '
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  /**
   * Whether this path names something under {@code prefix}, which ends in {@code /}, or the prefix
   * itself.
   */
  public boolean isUnder(String prefix) {
    return value.startsWith(prefix);
  }

  @Override
  public int compareTo(ResourcePath other) {
    return compareAsUtf8(value, other.value);
  }

  private static int compareAsUtf8(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? Character.compare(x, y)
            : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
