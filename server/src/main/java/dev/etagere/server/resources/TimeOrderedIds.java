package dev.etagere.server.resources;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Names for what a client creates without naming it: UUIDs of version 7 (RFC 9562 §5.7). Those of
 * one server come in the order of their making, to the millisecond.
 */
public final class TimeOrderedIds {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 1L << 63;

  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param clock tells the first 48 bits
   * @param random a source of the other 74
   */
  public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** An id that was never made before, in lower case with hyphens. */
  public String next() {
    long time = clock.millis() << 16 | VERSION | random.nextLong() & 0xfff;
    long chance = VARIANT | random.nextLong() >>> 2;
    return new UUID(time, chance).toString();
  }
}
