package dev.etagere.client;

import java.io.IOException;
import java.net.URI;

/**
 * A write was sent and no reply told whether it was performed. Saving the same {@link Draft} again
 * is always right: it carries the same idempotency key and the same condition, so that it is
 * performed at most once.
 *
 * <p>On a server that knows no idempotency keys the second save may say {@link Conflict} about the
 * write that had been performed after all; then look at the current content.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Failures.java" region="unknown-outcome"}
 */
public final class UnknownOutcomeException extends NoReplyException {
  private static final long serialVersionUID = 1;

  UnknownOutcomeException(URI url, IOException cause) {
    super("it is not known whether the write to " + url + " was performed", url, cause);
  }
}
