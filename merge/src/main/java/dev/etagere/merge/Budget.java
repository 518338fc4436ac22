package dev.etagere.merge;

/**
 * Steps of work that are left. Work is counted, not timed, so that a result never depends on the
 * machine.
 */
final class Budget {
  private long left;

  Budget(long steps) {
    left = steps;
  }

  /** Takes steps; false if that many are not left. */
  boolean spend(long steps) {
    left -= steps;
    return left >= 0;
  }

  /** A part of what is left, which is taken now. */
  Budget share(long most) {
    long share = Math.max(0, Math.min(left, most));
    left -= share;
    return new Budget(share);
  }

  /** Gives back what a share did not use. */
  void giveBack(Budget share) {
    left += Math.max(0, share.left);
  }
}
