package dev.etagere.merge;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A JSON value, RFC 8259: immutable, with the spelling of numbers and the order of members kept.
 *
 * <p>Two values are equal if they mean the same: numbers as exact decimals (1, 1.0 and 1e0 are one
 * number, 2⁵³ and 2⁵³+1 are two), strings code unit by code unit without Unicode normalisation,
 * arrays element by element, objects member by member in any order. {@link Object#toString} is the
 * value as compact JSON text.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="parse"}
 */
public sealed interface Json
    permits JsonNull, JsonBoolean, JsonNumber, JsonString, JsonArray, JsonObject {

  /** How deep arrays and objects may nest: {@code [[]]} is 2 deep. */
  int MAX_DEPTH = 200;

  /** What reading a text as JSON comes to. */
  sealed interface Parsed {

    /** The text was well formed. */
    record Document(Json root) implements Parsed {}

    /** The text was not acceptable. */
    record Malformed(JsonFault fault) implements Parsed {}
  }

  /**
   * Reads a JSON text strictly: RFC 8259 in UTF-8 without a byte order mark. Refused are, besides
   * what the grammar refuses, invalid UTF-8, lone surrogates, two members of one name in an object,
   * nesting deeper than {@link #MAX_DEPTH}, and anything but white space after the value.
   */
  static Parsed parse(byte[] text) {
    return JsonReader.parse(text);
  }

  /** Reads a JSON text as {@link #parse(byte[])} does. */
  static Parsed parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Checks a text for what {@link #parse(byte[])} refuses, in one pass and without building the
   * values. The time is proportional to the length of the text, whatever the names in it.
   */
  static Optional<JsonFault> check(byte[] text) {
    return JsonReader.check(text);
  }

  /**
   * The value as compact JSON text in UTF-8: numbers in their own spelling, members in their own
   * order.
   */
  default byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }
}
