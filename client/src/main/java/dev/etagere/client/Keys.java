package dev.etagere.client;

import java.util.UUID;

/** Names of writes, by which a server knows one that was sent twice. */
final class Keys {
  private Keys() {}

  /** A key that no other write of anybody has. */
  static String next() {
    return UUID.randomUUID().toString();
  }

  /** The key as a structured-field string (RFC 9651 §3.3.3). */
  static Call on(Call call, String key) {
    return call.with("Idempotency-Key", '"' + key + '"');
  }
}
