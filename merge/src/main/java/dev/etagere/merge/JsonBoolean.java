package dev.etagere.merge;

/**
 * The JSON values {@code true} and {@code false}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="build"}
 */
public enum JsonBoolean implements Json {
  /** The value {@code true}. */
  TRUE("true"),
  /** The value {@code false}. */
  FALSE("false");

  private final String text;

  JsonBoolean(String text) {
    this.text = text;
  }

  /** The JSON value of a Java boolean. */
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  @Override
  public String toString() {
    return text;
  }
}
