package dev.etagere.client;

import java.net.URI;
import java.time.Instant;

/**
 * A 200 that is kept.
 *
 * @param account whose it is, see {@link Account}
 * @param asked the request fields that the reply's {@code Vary} names, as they were sent
 */
record StoredReply(String account, Fields asked, Reply reply) {
  private static final int OVERHEAD = 512;

  URI url() {
    return reply.url();
  }

  Instant received() {
    return reply.received();
  }

  Fields fields() {
    return reply.fields();
  }

  /** Roughly the memory or disk that it takes. */
  long weight() {
    long lines =
        fields().lines().entrySet().stream()
            .mapToLong(line -> line.getKey().length() + line.getValue().toString().length())
            .sum();
    return reply.body().length + lines + OVERHEAD;
  }
}
