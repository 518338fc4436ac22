package dev.etagere.conditions;

/**
 * The selected representation of the target resource (§3.2), as far as preconditions see it.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="decide"}
 */
public sealed interface Representation {

  /** The resource has no current representation: it was never made, or was deleted. */
  record None() implements Representation {

    @Override
    public boolean exists() {
      return false;
    }

    @Override
    public Validators validators() {
      return Validators.NONE;
    }
  }

  /** There is one, with these validators. */
  record Some(Validators validators) implements Representation {

    @Override
    public boolean exists() {
      return true;
    }
  }

  /** Whether there is one. */
  boolean exists();

  /** Its validators; {@link Validators#NONE} where there is no representation. */
  Validators validators();
}
