package dev.etagere.client;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonArray;
import dev.etagere.merge.JsonObject;
import dev.etagere.merge.JsonString;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a JSON text is laid out: on one line or indented, so that a text which was computed looks
 * like the one that a person wrote.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Values.java" region="layout"}
 */
public final class JsonLayout {
  private static final Pattern INDENTED = Pattern.compile("^\\s*[\\[{]\\r?\\n([ \\t]+)");
  private static final Pattern SPACED = Pattern.compile("\":[ \\t]");

  private final String indent;
  private final String afterColon;
  private final String afterComma;
  private final String end;

  private JsonLayout(String indent, String afterColon, String afterComma, String end) {
    this.indent = indent;
    this.afterColon = afterColon;
    this.afterComma = afterComma;
    this.end = end;
  }

  /** Every member and element on a line of its own, two spaces deeper than what it is in. */
  public static JsonLayout indented() {
    return new JsonLayout("  ", " ", "", "\n");
  }

  /** As this text seems to be laid out. */
  public static JsonLayout like(String text) {
    String end = text.endsWith("\n") ? "\n" : "";
    Matcher indented = INDENTED.matcher(text);
    if (indented.find()) {
      return new JsonLayout(indented.group(1), " ", "", end);
    }
    boolean spaced = SPACED.matcher(text).find();
    return new JsonLayout("", spaced ? " " : "", spaced ? " " : "", end);
  }

  /** The value in this layout; numbers keep their spelling. */
  public String write(Json value) {
    StringBuilder text = new StringBuilder();
    write(value, 0, text);
    return text.append(end).toString();
  }

  private void write(Json value, int depth, StringBuilder text) {
    if (value instanceof JsonObject object && object.size() > 0) {
      text.append('{');
      for (int i = 0; i < object.size(); i++) {
        begin(i, depth + 1, text);
        text.append(new JsonString(object.name(i))).append(':').append(afterColon);
        write(object.value(i), depth + 1, text);
      }
      line(depth, text);
      text.append('}');
    } else if (value instanceof JsonArray array && array.size() > 0) {
      text.append('[');
      for (int i = 0; i < array.size(); i++) {
        begin(i, depth + 1, text);
        write(array.get(i), depth + 1, text);
      }
      line(depth, text);
      text.append(']');
    } else {
      text.append(value);
    }
  }

  private void begin(int place, int depth, StringBuilder text) {
    if (place > 0) {
      text.append(',').append(afterComma);
    }
    line(depth, text);
  }

  private void line(int depth, StringBuilder text) {
    if (!indent.isEmpty()) {
      text.append('\n').append(indent.repeat(depth));
    }
  }
}
