package dev.etagere.server.http;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** The names of requests: the client's own where it is well formed, else a random one. */
final class RequestIds {

  private static final int LONGEST = 128;

  private final RandomGenerator random;

  RequestIds(RandomGenerator random) {
    this.random = random;
  }

  String of(FieldLines fields) {
    Optional<String> own = fields.single("Request-Id").filter(RequestIds::isWellFormed);
    return own.orElseGet(this::fresh);
  }

  String fresh() {
    return Long.toHexString(random.nextLong());
  }

  /** 1 to 128 of the characters that stand in tokens, UUIDs and Base64. */
  private static boolean isWellFormed(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST
        && id.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._~+/=:".indexOf(c) >= 0));
  }
}
