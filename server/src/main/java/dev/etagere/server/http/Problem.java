package dev.etagere.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A problem document in the making (RFC 9457): what went wrong, in a form for programs and for
 * people.
 *
 * @param kind which problem it is
 * @param detail a sentence that says what to do
 * @param members the extension members, in order
 * @param fields header fields that the response carries besides the usual
 */
public record Problem(
    ProblemKind kind, String detail, Map<String, Object> members, Map<String, String> fields) {

  public static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, detail, Map.of(), Map.of());
  }

  /** With one more extension member: a string, number, boolean, list, map or JSON tree. */
  public Problem with(String member, Object value) {
    return new Problem(kind, detail, plus(members, member, value), fields);
  }

  /** With one more extension member, where there is a value. */
  public Problem with(String member, Optional<?> value) {
    return value.isPresent() ? with(member, value.get()) : this;
  }

  /** With one more header field. */
  public Problem withField(String name, String value) {
    return new Problem(kind, detail, members, plus(fields, name, value));
  }

  public Problem reason(String code) {
    return with("reason", code);
  }

  /** The stable code of the reason, where the problem has one. */
  public Optional<String> reason() {
    return Optional.ofNullable(members.get("reason")).map(Object::toString);
  }

  private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
    Map<String, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
