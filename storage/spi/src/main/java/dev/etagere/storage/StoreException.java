package dev.etagere.storage;

/** The store could not do what it promises. Whatever was acknowledged before is not affected. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  /** What is wrong, by what can be done about it. */
  public enum Trouble {
    /**
     * It does not answer, or has stopped after a failed write; it recovers by itself when the cause
     * is gone.
     */
    UNAVAILABLE,
    /** No room is left for writing; reads go on. */
    FULL,
    /** Bytes are not what was written. They are named and never returned. */
    CORRUPT,
    /** Another process has the store open. */
    IN_USE,
    /** A newer Etagere wrote it. */
    NEWER_FORMAT,
    /** It cannot be opened for another reason, which the message tells. */
    UNUSABLE
  }

  /**
   * @param trouble what is wrong
   * @param message a sentence for the operator
   */
  public StoreException(Trouble trouble, String message) {
    super(message);
    this.trouble = trouble;
  }

  /**
   * @param trouble what is wrong
   * @param message a sentence for the operator
   * @param cause what the engine said
   */
  public StoreException(Trouble trouble, String message, Throwable cause) {
    super(message, cause);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
