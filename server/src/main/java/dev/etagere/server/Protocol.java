package dev.etagere.server;

import java.time.Duration;

/**
 * How a server speaks HTTP.
 *
 * @param longestWait how long a reader may wait for the next version ({@code Prefer: wait=N}); one
 *     that asks for more waits this long
 * @param acceptsWeakenedTags whether {@code W/"tag"} in If-Match is taken for the strong tag that
 *     it was made of
 */
public record Protocol(Duration longestWait, boolean acceptsWeakenedTags) {

  /** Readers wait for a minute at most; weak tags never match in If-Match. */
  public static final Protocol DEFAULT = new Protocol(Duration.ofMinutes(1), false);

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
    return new Protocol(other, acceptsWeakenedTags);
  }

  /** The same, with or without weakened tags. */
  public Protocol acceptingWeakenedTags(boolean accepts) {
    return new Protocol(longestWait, accepts);
  }
}
