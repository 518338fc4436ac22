package dev.etagere.client;

import java.time.Duration;
import java.util.Objects;

/**
 * What {@link EtagereClient#update} does when somebody else wrote first.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Updating.java" region="policy"}
 *
 * @param onConflict what becomes of the edit
 * @param attempts how often a write is tried at most; from 1
 * @param longestPause between two tries; a longer wish of the server ({@code Retry-After}) is
 *     followed all the same
 */
public record UpdatePolicy(OnConflict onConflict, int attempts, Duration longestPause) {

  /** What becomes of an edit whose base is outdated. */
  public enum OnConflict {
    /**
     * The function is applied anew to the current content: right for counters and all that
     * computes.
     */
    REAPPLY,
    /**
     * The edit is merged into the current content, three ways; if the two do not fit, the conflict
     * is the result. Right for edits that a person made once. Wrong for counters: two equal edits
     * are one.
     */
    MERGE,
    /** The conflict is the result. */
    STOP
  }

  /** Applies the function anew, 100 times at most, with pauses of up to two seconds. */
  public static final UpdatePolicy REAPPLYING =
      new UpdatePolicy(OnConflict.REAPPLY, 100, Duration.ofSeconds(2));

  /** Merges, 100 times at most, with pauses of up to two seconds. */
  public static final UpdatePolicy MERGING =
      new UpdatePolicy(OnConflict.MERGE, 100, Duration.ofSeconds(2));

  public UpdatePolicy {
    Objects.requireNonNull(onConflict);
    if (attempts < 1) {
      throw new IllegalArgumentException("an update is tried at least once, not " + attempts);
    }
    if (longestPause.isNegative()) {
      throw new IllegalArgumentException("a pause takes time, not " + longestPause);
    }
  }
}
