package dev.etagere.server.http;

import java.util.List;
import java.util.Optional;

/** The header field lines of a message, as they were received: one by one and lossless. */
public interface FieldLines {

  /**
   * The values of all lines of a field, in order; none if it is missing. Names are
   * case-insensitive.
   */
  List<String> lines(String name);

  /** The value of the field's only line; nothing if it is missing or sent more than once. */
  default Optional<String> single(String name) {
    List<String> lines = lines(name);
    return lines.size() == 1 ? Optional.of(lines.getFirst()) : Optional.empty();
  }

  default boolean has(String name) {
    return !lines(name).isEmpty();
  }
}
