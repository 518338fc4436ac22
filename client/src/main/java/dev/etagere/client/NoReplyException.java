package dev.etagere.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * No server answered: there was no connection, it broke, the time was over, or the calling thread
 * was interrupted (then its interrupt flag is set again). Nothing was changed by the request,
 * unless this is an {@link UnknownOutcomeException}.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Failures.java" region="no-reply"}
 */
public sealed class NoReplyException extends UncheckedIOException permits UnknownOutcomeException {
  private static final long serialVersionUID = 1;

  private final URI url;

  NoReplyException(String message, URI url, IOException cause) {
    super(message, cause);
    this.url = url;
  }

  /** The URL that was asked. */
  public URI url() {
    return url;
  }
}
