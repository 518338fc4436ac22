package dev.etagere.client;

/**
 * What comes of merging a conflict three ways: {@link Clean}, {@link Contested} or {@link
 * Unmergeable}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Saving.java" region="merge"}
 */
public sealed interface Merged {

  /**
   * Both sides fit together.
   *
   * @param draft both changes on top of their version, ready to be saved
   */
  record Clean(Draft draft) implements Merged {}

  /**
   * The contents cannot be merged.
   *
   * @param why in a clause
   */
  record Unmergeable(String why) implements Merged {}
}
