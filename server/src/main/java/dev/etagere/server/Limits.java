package dev.etagere.server;

import java.time.Duration;

/**
 * What one client can make the server hold.
 *
 * @param headerBytes the longest request header, in bytes; longer: 431
 * @param targetBytes the longest request target, in bytes; longer: 414
 * @param contentBytes the longest content of a request, in bytes, after decoding; longer: 413
 * @param idle how long a connection may be silent before it is closed
 * @param connections how many connections are open at once; further ones wait to be accepted
 */
public record Limits(
    int headerBytes, int targetBytes, long contentBytes, Duration idle, int connections) {

  /** 16 KiB of header, 8 KiB of target, 1 GiB of content, 30 s of silence, 10,000 connections. */
  public static final Limits DEFAULT =
      new Limits(16 * 1024, 8 * 1024, 1L << 30, Duration.ofSeconds(30), 10_000);

  /**
   * @throws IllegalArgumentException if a limit is not positive; the message names it
   */
  public Limits {
    positive("header bytes", headerBytes);
    positive("target bytes", targetBytes);
    positive("content bytes", contentBytes);
    positive("milliseconds of silence", idle.toMillis());
    positive("connections", connections);
  }

  private static void positive(String what, long limit) {
    if (limit <= 0) {
      throw new IllegalArgumentException("at least 1 of " + what + " is needed, not " + limit);
    }
  }
}
