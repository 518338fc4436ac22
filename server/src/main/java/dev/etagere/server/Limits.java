package dev.etagere.server;

import java.time.Duration;

/**
 * What one client can make the server hold.
 *
 * @param headerBytes the longest request header, in bytes; longer: 431
 * @param targetBytes the longest request target, in bytes; longer: 414
 * @param contentBytes the longest content of a request, in bytes, after decoding; longer: 413
 * @param idle how long a connection may be silent, or a reply not be taken, before it is closed
 * @param patience how long a header may take to arrive in all, and how long content may arrive at
 *     any pace
 * @param connections how many connections are open at once; further ones wait to be accepted
 * @param requests how many reads, and how many writes, are answered at once; further ones: 503
 * @param memoryBytes the memory that content which is held as a whole may take, of all requests
 *     together; where there is no room now: 503, and never enough: 413
 */
public record Limits(
    int headerBytes,
    int targetBytes,
    long contentBytes,
    Duration idle,
    Duration patience,
    int connections,
    int requests,
    long memoryBytes) {

  /** A part of the heap that leaves the rest room also where an estimate was short. */
  private static final int PART_OF_HEAP = 4;

  /**
   * 16 KiB of header, 8 KiB of target, 1 GiB of content, 30 s of silence and of patience, 10,000
   * connections, 1,000 reads and 1,000 writes at once, a quarter of the heap for large content.
   */
  public static final Limits DEFAULT =
      new Limits(
          16 * 1024,
          8 * 1024,
          1L << 30,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          10_000,
          1_000);

  /**
   * @throws IllegalArgumentException if a limit is not positive; the message names it
   */
  public Limits {
    positive("header bytes", headerBytes);
    positive("target bytes", targetBytes);
    positive("content bytes", contentBytes);
    positive("milliseconds of silence", idle.toMillis());
    positive("milliseconds of patience", patience.toMillis());
    positive("connections", connections);
    positive("requests", requests);
    positive("bytes of memory", memoryBytes);
  }

  /** Limits with as much memory for content as this program's heap suggests: a quarter of it. */
  public Limits(
      int headerBytes,
      int targetBytes,
      long contentBytes,
      Duration idle,
      Duration patience,
      int connections,
      int requests) {
    this(
        headerBytes,
        targetBytes,
        contentBytes,
        idle,
        patience,
        connections,
        requests,
        Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** The same, with other memory for content that is held as a whole. */
  public Limits withMemory(long bytes) {
    return new Limits(
        headerBytes, targetBytes, contentBytes, idle, patience, connections, requests, bytes);
  }

  private static void positive(String what, long limit) {
    if (limit <= 0) {
      throw new IllegalArgumentException("at least 1 of " + what + " is needed, not " + limit);
    }
  }
}
