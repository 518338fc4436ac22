package dev.etagere.server.resources;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.storage.ResourcePath;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;

/**
 * Reads the path of a request target. Two paths are the same resource if and only if they are equal
 * after decoding the percent-encoded unreserved characters (RFC 3986 §6.2.2.2) and writing the
 * other encodings in capitals; {@code %2F} is not {@code /}.
 */
public final class PathSyntax {

  /** The longest path, in bytes. */
  public static final int LONGEST = 1024;

  /** What an engine puts in the place of bytes that are not UTF-8: it stands for many. */
  private static final char UNREADABLE = '\uFFFD';

  private static final String DOTS = "..";
  private static final BitSet UNRESERVED = characters("-._~");
  private static final BitSet PCHAR = characters("-._~!$&'()*+,;=:@/");

  private PathSyntax() {}

  /** Letters and digits, and more. */
  private static BitSet characters(String more) {
    BitSet characters = new BitSet();
    characters.set('a', 'z' + 1);
    characters.set('A', 'Z' + 1);
    characters.set('0', '9' + 1);
    more.chars().forEach(characters::set);
    return characters;
  }

  /**
   * @param rawPath as sent
   * @throws Refusal if it has dot segments, empty segments, control characters, malformed
   *     encodings, or is too long
   */
  public static ResourcePath parse(String rawPath) {
    if (!rawPath.startsWith("/")) {
      throw refused("A path starts with a slash.");
    }
    String path = normalised(rawPath);
    if (path.length() > LONGEST) { // ASCII by now: characters are bytes
      throw refused(
          "A path has at most %d bytes; this one has %d.".formatted(LONGEST, path.length()));
    }
    checkSegments(path);
    return new ResourcePath(path);
  }

  /** The path, where it is one. */
  public static Optional<ResourcePath> known(String rawPath) {
    try {
      return Optional.of(parse(rawPath));
    } catch (Refusal malformed) {
      return Optional.empty();
    }
  }

  private static String normalised(String rawPath) {
    return isPlain(rawPath) ? rawPath : encoded(rawPath);
  }

  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!PCHAR.get(path.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String encoded(String rawPath) {
    if (rawPath.indexOf(UNREADABLE) >= 0) {
      throw refused("A path is sent percent-encoded, or else in UTF-8.");
    }
    StringBuilder path = new StringBuilder(rawPath.length() + 16);
    byte[] bytes = rawPath.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        append(path, decoded(bytes, i));
        i += 2;
      } else if (PCHAR.get(bytes[i] & 0xff)) {
        path.append((char) bytes[i]);
      } else {
        appendEncoded(path, bytes[i] & 0xff);
      }
    }
    return path.toString();
  }

  private static int decoded(byte[] bytes, int percent) {
    int high = percent + 2 < bytes.length ? Character.digit(bytes[percent + 1], 16) : -1;
    int low = percent + 2 < bytes.length ? Character.digit(bytes[percent + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw refused(
          "A percent sign is followed by two hexadecimal digits; write a literal one as %25.");
    }
    return high << 4 | low;
  }

  private static void append(StringBuilder path, int octet) {
    if (UNRESERVED.get(octet)) {
      path.append((char) octet);
    } else {
      appendEncoded(path, octet);
    }
  }

  private static void appendEncoded(StringBuilder path, int octet) {
    if (octet < 0x20 || octet == 0x7f) {
      throw refused("A path has no control characters, encoded or not.");
    }
    path.append('%').append(hex(octet >> 4)).append(hex(octet & 0xf));
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static void checkSegments(String path) {
    int start = 1;
    for (int end = path.indexOf('/', 1); end >= 0; end = path.indexOf('/', start)) {
      checkSegment(path, start, end);
      start = end + 1;
    }
    if (start < path.length()) { // a collection's path ends in a slash, and so in nothing
      checkSegment(path, start, path.length());
    }
  }

  private static void checkSegment(String path, int start, int end) {
    if (start == end) {
      throw refused("A path has no empty segments; write one slash, not two.");
    }
    if (end - start <= DOTS.length() && path.regionMatches(start, DOTS, 0, end - start)) {
      throw refused("A path has no dot segments; resolve . and .. before sending.");
    }
  }

  private static Refusal refused(String detail) {
    return new Refusal(Problem.of(ProblemKind.MALFORMED_PATH, detail));
  }
}
