package dev.etagere.conditions;

/**
 * The result of parsing a field value.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="tag"}
 *
 * @param <T> what a well-formed value is
 */
public sealed interface Parsed<T> {

  /** The value was well formed. */
  record Valid<T>(T value) implements Parsed<T> {}

  /**
   * The value was malformed.
   *
   * @param position the index of the first character at fault, from 0
   * @param why a clause for a person, such as {@code "an entity tag starts with a double quote"}
   */
  record Malformed<T>(int position, String why) implements Parsed<T> {}
}
