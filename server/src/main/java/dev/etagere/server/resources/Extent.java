package dev.etagere.server.resources;

import java.util.Arrays;

/**
 * How much memory a text takes, besides its own bytes, when it is worked on: estimated from the
 * text before anything is built. What is not JSON is estimated as if it were.
 */
public final class Extent {

  /** An object and the characters it refers to, or the arrays of an array's or object's members. */
  private static final long VALUE_BYTES = 80;

  /** The places of a name and its value in the arrays of their object. */
  private static final long MEMBER_BYTES = 8;

  /** A name of its own, in a set. */
  private static final long NAME_BYTES = 96;

  /** Objects with more members than this have names that other objects have not. */
  private static final int WIDE = 64;

  /** What is nested deeper is not JSON that is taken. */
  private static final int DEEPEST = dev.etagere.merge.Json.MAX_DEPTH;

  private final byte[] text;
  private final long[] members = new long[DEEPEST + 1];
  private final long[] widest = new long[DEEPEST + 1];
  private int depth;
  private long values = 1;
  private long names;
  private long wide;
  private int longest;
  private boolean isAscii = true;
  private boolean isEscaped;

  private Extent(byte[] text) {
    this.text = text;
  }

  /** Of the values of a JSON text. */
  public static long ofValues(byte[] text) {
    return new Extent(text).scanned().values();
  }

  /** Of a JSON text that is checked only: names are compared with those beside them. */
  static long ofCheck(byte[] text) {
    return new Extent(text).scanned().check();
  }

  private long values() {
    long characters = isAscii ? text.length : 2L * text.length;
    return characters
        + VALUE_BYTES * values
        + MEMBER_BYTES * names
        + NAME_BYTES * wide
        + 3L * longest;
  }

  private long check() {
    long held = Arrays.stream(widest).filter(count -> count > WIDE).sum();
    return NAME_BYTES * held + (isEscaped ? 3L * longest : 0);
  }

  /** Of the lines of a text. */
  public static long ofLines(byte[] text) {
    long lines = 1;
    for (byte octet : text) {
      lines += octet == '\n' ? 1 : 0;
    }
    return 2L * text.length + VALUE_BYTES * lines;
  }

  private Extent scanned() {
    for (int i = 0; i < text.length; i++) {
      switch (text[i]) {
        case '"' -> i = endOfString(i + 1);
        case ',' -> values++;
        case ':' -> {
          names++;
          members[depth]++;
        }
        case '{', '[' -> open();
        case '}', ']' -> close();
        default -> isAscii &= text[i] >= 0;
      }
    }
    return this;
  }

  private int endOfString(int from) {
    int i = from;
    while (i < text.length && text[i] != '"') {
      isAscii &= text[i] >= 0;
      boolean escapes = text[i] == '\\';
      isEscaped |= escapes;
      i += escapes ? 2 : 1;
    }
    longest = Math.max(longest, i - from);
    return i;
  }

  private void open() {
    values++;
    depth = Math.min(depth + 1, DEEPEST);
    members[depth] = 0;
  }

  private void close() {
    widest[depth] = Math.max(widest[depth], members[depth]);
    wide += members[depth] > WIDE ? members[depth] : 0;
    depth = Math.max(depth - 1, 0);
  }
}
