package dev.etagere.server.http;

import java.util.Optional;

/** Reads a field's value from left to right: tokens, quoted strings, separators (RFC 9110 §5.6). */
final class FieldScanner {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  FieldScanner(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  boolean isAt(char c) {
    return !isAtEnd() && text.charAt(at) == c;
  }

  /** Whether this character is next; if so it is passed. */
  boolean take(char c) {
    boolean isNext = isAt(c);
    at += isNext ? 1 : 0;
    return isNext;
  }

  void skipSpace() {
    while (isAt(' ') || isAt('\t')) {
      at++;
    }
  }

  /** The token (§5.6.2) that is next. */
  Optional<String> token() {
    int start = at;
    while (!isAtEnd() && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    return at > start ? Optional.of(text.substring(start, at)) : Optional.empty();
  }

  private static boolean isTokenCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /** The token, or the unescaped content of the quoted string (§5.6.4), that is next. */
  Optional<String> word() {
    return isAt('"') ? quoted() : token();
  }

  private Optional<String> quoted() {
    int start = at++;
    StringBuilder content = new StringBuilder();
    while (!isAtEnd() && !isAt('"')) {
      at += isAt('\\') && at + 1 < text.length() ? 1 : 0;
      content.append(text.charAt(at++));
    }
    if (take('"')) {
      return Optional.of(content.toString());
    }
    at = start; // a quote that is never closed is none
    return Optional.empty();
  }

  /** Goes on behind the next comma that is not quoted. */
  void skipElement() {
    while (!isAtEnd() && !isAt(',')) {
      if (!isAt('"') || quoted().isEmpty()) {
        at++;
      }
    }
    take(',');
  }
}
