package dev.etagere.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is about.
 *
 * @param rawPath the path as it was sent, percent-encoding and all
 * @param rawQuery the query as it was sent; empty where there is none
 */
public record Target(String rawPath, String rawQuery) {

  /** How long it is, in characters as they were sent. */
  int length() {
    return rawPath.length() + (rawQuery.isEmpty() ? 0 : 1 + rawQuery.length());
  }

  /**
   * The query's parameters, decoded; of a repeated one the last.
   *
   * @throws Refusal if the query is not well formed
   */
  public Map<String, String> query() {
    return rawQuery.isEmpty() ? Map.of() : parameters(rawQuery);
  }

  /**
   * @throws Refusal if the query is not well formed
   */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query().get(name));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.put(decoded(name), decoded(value));
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(
          Problem.of(
              ProblemKind.BAD_REQUEST,
              "The query has a malformed percent-encoding; write each reserved byte as % and two hexadecimal digits."));
    }
  }
}
