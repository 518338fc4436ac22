package dev.etagere.server;

import java.time.Duration;
import java.util.Optional;

/**
 * How a server speaks HTTP.
 *
 * @param longestWait how long a reader may wait for the next version ({@code Prefer: wait=N}); one
 *     that asks for more waits this long
 * @param acceptsWeakenedTags whether {@code W/"tag"} in If-Match is taken for the strong tag that
 *     it was made of
 * @param crossOrigin which other origins' scripts may use the server
 * @param tls with what it speaks TLS; nothing where it speaks in the clear
 */
public record Protocol(
    Duration longestWait,
    boolean acceptsWeakenedTags,
    CrossOrigin crossOrigin,
    Optional<TlsFiles> tls) {

  /** Readers wait for a minute at most, weak tags never match in If-Match; CORS and TLS are off. */
  public static final Protocol DEFAULT =
      new Protocol(Duration.ofMinutes(1), false, CrossOrigin.NONE, Optional.empty());

  /**
   * @throws IllegalArgumentException if the wait is negative
   */
  public Protocol {
    if (longestWait.isNegative()) {
      throw new IllegalArgumentException(
          "readers wait for 0 seconds or more, not " + longestWait.toSeconds());
    }
  }

  /** The same, with another bound on waits. */
  public Protocol waitingAtMost(Duration other) {
    return new Protocol(other, acceptsWeakenedTags, crossOrigin, tls);
  }

  /** The same, with or without weakened tags. */
  public Protocol acceptingWeakenedTags(boolean accepts) {
    return new Protocol(longestWait, accepts, crossOrigin, tls);
  }

  /** The same, for other origins. */
  public Protocol sharedWith(CrossOrigin others) {
    return new Protocol(longestWait, acceptsWeakenedTags, others, tls);
  }

  /** The same, over TLS. */
  public Protocol secured(TlsFiles by) {
    return new Protocol(longestWait, acceptsWeakenedTags, crossOrigin, Optional.of(by));
  }
}
