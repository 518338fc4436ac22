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
   * Both sides changed the same places.
   *
   * @param keepingTheirs everything that fits, and theirs where the two do not
   * @param keepingMine everything that fits, and mine where the two do not
   */
  record Contested(Content keepingTheirs, Content keepingMine) implements Merged {}

  /**
   * The contents cannot be merged.
   *
   * @param why in a clause
   */
  record Unmergeable(String why) implements Merged {}
}
