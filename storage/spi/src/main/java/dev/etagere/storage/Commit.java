package dev.etagere.storage;

import java.util.List;
import java.util.Optional;

/**
 * What happens in one atomic step, or not at all.
 *
 * <p>The writes, guards and reclaims of a commit name each path at most once.
 *
 * @param operation names this attempt, unique for ever: 26 to 64 characters. Every version made by
 *     it carries it
 * @param writes at least one, unless there are reclaims; at most 1,000
 * @param guards what else must be as it was
 * @param reclaims claims that change without a new version
 * @param receipt kept for retries; refused with {@link Outcome.Duplicate} if its key is taken
 */
public record Commit(
    String operation,
    List<Write> writes,
    List<Guard> guards,
    List<Reclaim> reclaims,
    Optional<Receipt> receipt) {

  public Commit {
    writes = List.copyOf(writes);
    guards = List.copyOf(guards);
    reclaims = List.copyOf(reclaims);
  }

  /** A commit of one write and nothing else. */
  public static Commit of(String operation, Write write) {
    return new Commit(operation, List.of(write), List.of(), List.of(), Optional.empty());
  }
}
