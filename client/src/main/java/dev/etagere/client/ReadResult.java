package dev.etagere.client;

import java.util.Optional;

/**
 * What came of reading: {@link Found}, {@link Gone} or {@link Refused}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Reading.java" region="read"}
 */
public sealed interface ReadResult permits Found, Gone, Refused {

  /**
   * The document that was found.
   *
   * @throws RefusedException if there is none
   */
  default Document document() {
    if (this instanceof Found found) {
      return found.document();
    }
    throw new RefusedException(
        this instanceof Refused refused ? refused.problem() : ((Gone) this).problem());
  }

  /** The document, if it was found. */
  default Optional<Document> found() {
    return this instanceof Found found ? Optional.of(found.document()) : Optional.empty();
  }
}
