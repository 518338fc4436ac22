package dev.etagere.merge;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether bytes are a text that lines can be seen in.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="text"}
 */
public final class TextContent {
  private TextContent() {}

  /**
   * The text that the bytes are in UTF-8, a byte order mark included; nothing if they are not, or
   * have a NUL in them.
   */
  public static Optional<String> of(byte[] bytes) {
    if (Utf8.firstInvalid(bytes) >= 0) {
      return Optional.empty();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
  }
}
