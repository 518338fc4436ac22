package dev.etagere.merge;

import java.util.List;

/**
 * A place in a JSON document, RFC 6901.
 *
 * @param segments the reference tokens, unescaped, outermost first; none names the whole document
 */
public record JsonPointer(List<String> segments) {

  public JsonPointer {
    segments = List.copyOf(segments);
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
