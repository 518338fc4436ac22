package dev.etagere.server;

import java.time.Duration;

/**
 * How a server speaks HTTP.
 *
 * @param longestWait how long a reader may wait for the next version ({@code Prefer: wait=N}); one
 *     that asks for more waits this long
 */
public record Protocol(Duration longestWait) {

  /** Readers wait for a minute at most. */
  public static final Protocol DEFAULT = new Protocol(Duration.ofMinutes(1));

  /**
   * @throws IllegalArgumentException if the wait is negative
   */
  public Protocol {
    if (longestWait.isNegative()) {
      throw new IllegalArgumentException(
          "readers wait for 0 seconds or more, not " + longestWait.toSeconds());
    }
  }
}
