package dev.etagere.merge;

/**
 * A JSON string.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="build"}
 */
public final class JsonString implements Json {
  private final String value;
  private int hash;

  /**
   * The string of these characters.
   *
   * @param value the characters, unescaped; every surrogate is one of a pair
   */
  public JsonString(String value) {
    this.value = value;
  }

  /** The characters, unescaped. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonString that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = SeededHash.of(value);
    }
    return hash;
  }

  @Override
  public String toString() {
    return JsonWriter.write(this);
  }
}
