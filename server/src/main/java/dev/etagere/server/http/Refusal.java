package dev.etagere.server.http;

/**
 * Ends a request with a problem from whatever depth notices it; {@link ProblemFilter} makes the
 * response. It is for what a request should not contain. What a write may meet in the store is a
 * value, not a refusal.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Refusal(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
