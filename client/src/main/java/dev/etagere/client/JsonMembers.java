package dev.etagere.client;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonArray;
import dev.etagere.merge.JsonBoolean;
import dev.etagere.merge.JsonNumber;
import dev.etagere.merge.JsonObject;
import dev.etagere.merge.JsonString;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** The members of a JSON object by the kinds that replies have; one of another kind is absent. */
record JsonMembers(JsonObject object) {

  /** Those of a text, none if it is no JSON object. */
  static JsonMembers of(byte[] text) {
    return Json.parse(text) instanceof Json.Parsed.Document document
        ? of(document.root())
        : new JsonMembers(JsonObject.EMPTY);
  }

  static JsonMembers of(Json value) {
    return new JsonMembers(value instanceof JsonObject object ? object : JsonObject.EMPTY);
  }

  Optional<String> string(String name) {
    return object.get(name).map(v -> v instanceof JsonString string ? string.value() : null);
  }

  Optional<Long> whole(String name) {
    return object
        .get(name)
        .map(v -> v instanceof JsonNumber number ? number.text() : "")
        .filter(text -> text.matches("-?[0-9]{1,18}"))
        .map(Long::valueOf);
  }

  /** A moment in the form of RFC 3339 or of an HTTP date; the epoch if it is neither. */
  Instant instant(String name) {
    return string(name).map(JsonMembers::instantOf).orElse(Instant.EPOCH);
  }

  private static Instant instantOf(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException other) {
      return Dates.parse(text).orElse(Instant.EPOCH);
    }
  }

  List<Json> array(String name) {
    return object
        .get(name)
        .map(v -> v instanceof JsonArray array ? array.elements() : List.<Json>of())
        .orElse(List.of());
  }

  boolean isTrue(String name) {
    return object.get(name).filter(JsonBoolean.TRUE::equals).isPresent();
  }
}
