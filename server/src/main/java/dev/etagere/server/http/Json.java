package dev.etagere.server.http;

import java.util.Arrays;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that the server itself writes and reads: problems, pages, rules. Resources' content never
 * comes here.
 */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final ObjectWriter INDENTED = MAPPER.writerWithDefaultPrettyPrinter();

  private Json() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** The indented UTF-8 text: what people read in a terminal. */
  public static byte[] indented(Object value) {
    byte[] text = INDENTED.writeValueAsBytes(value);
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }

  /** The compact UTF-8 text of maps, lists, strings, numbers and trees. */
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
