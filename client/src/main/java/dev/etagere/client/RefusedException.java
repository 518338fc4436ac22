package dev.etagere.client;

/**
 * Thrown only by the shortcuts that give a value in place of a result, such as {@link
 * ReadResult#document()}, where there is none.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Failures.java" region="refused"}
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** Why there is none. */
  public Problem problem() {
    return problem;
  }
}
