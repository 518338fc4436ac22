package dev.etagere.merge;

/** How much work a patch may ask for. Both are far beyond what editing comes to. */
final class PatchLimits {
  /** Characters and values that the {@code copy} operations of one patch may make. */
  static final long COPIED = 64L << 20;

  /** Array elements that the operations of one patch may push aside. */
  static final long SHIFTED = 4L << 30;

  private PatchLimits() {}
}
