package dev.etagere.merge;

import org.jspecify.annotations.Nullable;

/**
 * A JSON number: an exact decimal of any size, in the spelling it was written in.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="build"}
 */
public final class JsonNumber implements Json {
  private final String text;
  private @Nullable String canonical;

  JsonNumber(String text) {
    this.text = text;
  }

  /** The JSON number of a Java integer. */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** The number as it was spelled: {@code 1.0} stays {@code 1.0}. */
  public String text() {
    return text;
  }

  /**
   * A spelling that equal numbers share; never longer than the number itself by more than an
   * exponent.
   */
  String canonical() {
    if (canonical == null) {
      canonical = Decimal.canonical(text);
    }
    return canonical;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber that
        && (text.equals(that.text) || canonical().equals(that.canonical()));
  }

  @Override
  public int hashCode() {
    return SeededHash.of(canonical());
  }

  @Override
  public String toString() {
    return text;
  }
}
