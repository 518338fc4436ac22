package dev.etagere.server.http;

import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that the server itself writes and reads: problems, pages, rules. Resources' content never
 * comes here.
 */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** The compact UTF-8 text of maps, lists, strings, numbers and trees. */
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
