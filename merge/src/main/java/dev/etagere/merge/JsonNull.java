package dev.etagere.merge;

/**
 * The JSON value {@code null}, which is a value and not an absence.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="build"}
 */
public enum JsonNull implements Json {
  /** The one null. */
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
