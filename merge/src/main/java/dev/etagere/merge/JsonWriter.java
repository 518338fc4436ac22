package dev.etagere.merge;

/** Writes values as compact JSON text. */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder();

  private JsonWriter() {}

  static String write(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.append(value);
    return writer.text.toString();
  }

  private void append(Json value) {
    if (value instanceof JsonObject object) {
      appendObject(object);
    } else if (value instanceof JsonArray array) {
      appendArray(array);
    } else if (value instanceof JsonString string) {
      appendString(string.value());
    } else {
      text.append(value);
    }
  }

  private void appendObject(JsonObject object) {
    text.append('{');
    for (int i = 0; i < object.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      appendString(object.name(i));
      text.append(':');
      append(object.value(i));
    }
    text.append('}');
  }

  private void appendArray(JsonArray array) {
    text.append('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      append(array.get(i));
    }
    text.append(']');
  }

  private void appendString(String value) {
    text.append('"');
    int plain = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        text.append(value, plain, i);
        appendEscape(c);
        plain = i + 1;
      }
    }
    text.append(value, plain, value.length()).append('"');
  }

  private void appendEscape(char c) {
    switch (c) {
      case '"', '\\' -> text.append('\\').append(c);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }
}
