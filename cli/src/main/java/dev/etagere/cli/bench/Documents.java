package dev.etagere.cli.bench;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON documents of a run: a counter, and filling up to a size. */
final class Documents {

  private static final Pattern COUNTER = Pattern.compile("\"counter\" ?: ?([0-9]+)");

  private final String filling;

  /**
   * @param bytes how long a document is, roughly
   */
  Documents(int bytes) {
    this.filling = "x".repeat(Math.max(0, bytes - 40));
  }

  String counting(long counter) {
    return "{\"counter\": " + counter + ", \"filling\": \"" + filling + "\"}";
  }

  static OptionalLong counter(String document) {
    Matcher counter = COUNTER.matcher(document);
    return counter.find()
        ? OptionalLong.of(Long.parseLong(counter.group(1)))
        : OptionalLong.empty();
  }
}
