package dev.etagere.client;

import java.net.URI;
import java.util.List;

/**
 * Nothing of the batch was performed.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Batches.java" region="result"}
 *
 * @param problem why the batch as a whole was refused: the problem of the first write that failed,
 *     where it was for one
 * @param failures each write that would have failed; none if the refusal is about no one write
 */
public record NotCommitted(Problem problem, List<Failure> failures) implements BatchResult {
  /** Keeps a copy of the list. */
  public NotCommitted {
    failures = List.copyOf(failures);
  }

  /**
   * A write of the batch that would have failed.
   *
   * @param index its place in the batch, from 0
   * @param url what it was to write
   * @param problem why, as if it had been sent alone
   */
  public record Failure(int index, URI url, Problem problem) {
    /** Whether the resource is not as the write rests on: changed, deleted, or there already. */
    public boolean isConflict() {
      return problem.status() == 412;
    }
  }
}
