package dev.etagere.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells accounts apart without keeping their secrets. */
final class Account {
  private Account() {}

  /** A name for whoever sends this {@code Authorization}; the same for the same value. */
  static String of(Optional<String> authorization) {
    return authorization
        .map(value -> Digests.sha256(value.getBytes(StandardCharsets.UTF_8)))
        .orElse("nobody");
  }
}
