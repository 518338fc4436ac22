package dev.etagere.merge;

import dev.etagere.merge.Conflict.Range;

/**
 * A part of a sequence that a side changed, and what becomes of it. Between regions all three
 * versions are the same.
 *
 * @param side whose part the result has
 * @param base the part in the base
 * @param current the part in the current version
 * @param yours the part in the request's result
 */
record Region(Side side, Range base, Range current, Range yours) {

  /** Whose part the result has. */
  enum Side {
    /** The current version's: only it changed the part, or both did alike. */
    CURRENT,
    /** The request's: only it changed the part. */
    YOURS,
    /** Both changed the part differently; the draft has the current version's. */
    CONFLICT
  }

  /** The part that the result or draft has. */
  Range kept() {
    return side == Side.YOURS ? yours : current;
  }
}
