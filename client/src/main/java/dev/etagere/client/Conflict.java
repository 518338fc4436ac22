package dev.etagere.client;

/**
 * Somebody else wrote first; nothing was written. Both sides are kept: {@link #mine} as it was to
 * be saved, {@link #theirs} as it stands now. A draft made from {@code theirs} is saved under a
 * condition like any other, so that a third writer is not overwritten either.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Saving.java" region="conflict"}
 */
public final class Conflict implements SaveResult {
  private final Draft mine;
  private final Document theirs;
  private final Problem problem;

  Conflict(Draft mine, Document theirs, Problem problem) {
    this.mine = mine;
    this.theirs = theirs;
    this.problem = problem;
  }

  /** What was to be saved; its base is the version that both sides started from. */
  public Draft mine() {
    return mine;
  }

  /** The current version. */
  public Document theirs() {
    return theirs;
  }

  /** What the server said. */
  public Problem problem() {
    return problem;
  }

  /** A draft that replaces their version by mine, now that it has been seen. */
  public Draft keepMine() {
    return theirs.edit(mine.content());
  }

  /** Both changes together, if they fit. */
  public Merged merge() {
    return Merging.of(this);
  }

  @Override
  public String toString() {
    return "conflict at " + theirs.url() + ": " + problem;
  }
}
