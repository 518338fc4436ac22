package dev.etagere.server.resources;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Names for what a client creates without naming it: UUIDs of version 7 (RFC 9562 §5.7), whose 12
 * bits behind the milliseconds count. Those of one server come in the order of their making, even
 * if its clock is set back.
 */
public final class TimeOrderedIds {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 1L << 63;

  private static final int COUNTER_BITS = 12;
  private static final int COUNTER_MASK = (1 << COUNTER_BITS) - 1;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final AtomicLong newest = new AtomicLong();

  /**
   * @param clock tells the first 48 bits
   * @param random a source of the last 62
   */
  public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** An id that was never made before, in lower case with hyphens. */
  public String next() {
    long now = clock.millis() << COUNTER_BITS;
    long place = newest.updateAndGet(last -> Math.max(last + 1, now));
    long high = place >>> COUNTER_BITS << 16 | VERSION | place & COUNTER_MASK;
    long chance = VARIANT | random.nextLong() >>> 2;
    return new UUID(high, chance).toString();
  }
}
