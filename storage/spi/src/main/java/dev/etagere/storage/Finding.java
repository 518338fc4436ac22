package dev.etagere.storage;

/**
 * Something that is wrong in a store.
 *
 * @param kind what sort of thing
 * @param where the resource, claim or position that it concerns
 * @param what a sentence that says what is wrong
 */
public record Finding(Kind kind, String where, String what) {

  /** What sort of thing is wrong, and what an operator does about it. */
  public enum Kind {
    /** The versions of a resource are not one unbroken chain. */
    CHAIN(
        "Stop writing to this store and restore the newest backup that verifies clean; keep this one to be looked into."),
    /** The order of all versions does not have what the chains have. */
    ORDER(
        "Stop writing to this store and restore the newest backup that verifies clean; keep this one to be looked into."),
    /** The bytes of a version are damaged, cut off or missing. */
    CONTENT(
        "Only this version is affected. If it is the current one, write the resource anew with If-Match and its tag; else take"
            + " its bytes from a backup. Check the medium."),
    /** A claim and its holder do not agree. */
    CLAIM(
        "PUT the rules of the collection anew: that computes the claims of all its members again."),
    /** Rows or files cannot be read. */
    UNREADABLE(
        "Check the medium, then restore the newest backup that verifies clean: what was stored here cannot be read back.");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }

    /** What to do about it. */
    public String remedy() {
      return remedy;
    }
  }
}
