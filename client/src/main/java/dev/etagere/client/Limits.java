package dev.etagere.client;

import java.time.Duration;

/**
 * How long and how often.
 *
 * @param exchange for one request and its reply
 * @param operation for one call of the client, retries and pauses included
 * @param attempts how often a request is sent at most when replies are lost or the server is busy
 * @param bodyBytes how large a reply may be
 * @param silence of a stream, after which it counts as broken
 */
record Limits(
    Duration exchange, Duration operation, int attempts, long bodyBytes, Duration silence) {
  static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(30), Duration.ofMinutes(2), 8, 256L << 20, Duration.ofMinutes(1));

  /** For the connection alone. */
  static final Duration CONNECTION = Duration.ofSeconds(10);

  Limits withExchange(Duration most) {
    return new Limits(most, operation, attempts, bodyBytes, silence);
  }

  Limits withOperation(Duration most) {
    return new Limits(exchange, most, attempts, bodyBytes, silence);
  }

  Limits withAttempts(int most) {
    return new Limits(exchange, operation, most, bodyBytes, silence);
  }

  Limits withBodyBytes(long most) {
    return new Limits(exchange, operation, attempts, most, silence);
  }

  Limits withSilence(Duration most) {
    return new Limits(exchange, operation, attempts, bodyBytes, most);
  }
}
