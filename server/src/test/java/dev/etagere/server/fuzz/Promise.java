package dev.etagere.server.fuzz;

/** What a parser promises, checked with as little around it as can be: a fuzzer runs it often. */
public final class Promise {

  private Promise() {}

  /** Fails where a promise is broken. */
  public static void isKept(boolean kept, Object about) {
    if (!kept) {
      throw new AssertionError("a promise is broken: " + about);
    }
  }
}
