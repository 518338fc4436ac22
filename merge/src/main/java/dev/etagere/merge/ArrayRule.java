package dev.etagere.merge;

import java.util.List;

/**
 * How the arrays at a place merge.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/merge/ExamplesTest.java" region="options"}
 *
 * @param mode what the elements are
 * @param key of keyed arrays: the members that identify an element together; none: the usual names
 *     are tried
 * @param ignoreOrder of keyed arrays: the order of elements means nothing, so different orders
 *     never conflict
 */
public record ArrayRule(Mode mode, List<String> key, boolean ignoreOrder) {

  public ArrayRule {
    key = List.copyOf(key);
  }

  /** What the elements of an array are. */
  public enum Mode {
    /** Objects with an identity. */
    KEYED,
    /** Values of which only the presence counts. */
    SET,
    /** Values in a row without an identity; the default where no identity is found. */
    SEQUENCE,
    /** Places of a tuple: an element is what stands at its index. */
    POSITIONAL,
    /** One value, never merged inside. */
    ATOMIC
  }
}
