package dev.etagere.server.http;

import java.util.List;
import java.util.Optional;

/**
 * The fields Want-Content-Digest and Want-Repr-Digest (RFC 9530 §4): algorithms with weights from 1
 * to 10, and 0 for those that are not wanted. What is not known or cannot be read is ignored.
 */
final class WantedDigest {

  private Optional<DigestAlgorithm> best = Optional.empty();
  private int bestWeight;

  private WantedDigest() {}

  /** The algorithm that a client prefers; of several that are as welcome, the first. */
  static Optional<DigestAlgorithm> of(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    WantedDigest wanted = new WantedDigest();
    lines.forEach(line -> wanted.read(new FieldScanner(line)));
    return wanted.best;
  }

  private void read(FieldScanner line) {
    while (!line.isAtEnd()) {
      line.skipSpace();
      Optional<DigestAlgorithm> algorithm = line.token().flatMap(DigestAlgorithm::named);
      if (algorithm.isPresent() && line.take('=')) {
        prefer(algorithm, line.token().filter(weight -> weight.matches("[0-9]|10")));
      }
      line.skipElement();
    }
  }

  private void prefer(Optional<DigestAlgorithm> algorithm, Optional<String> weight) {
    int own = weight.map(Integer::parseInt).orElse(0);
    if (own > bestWeight) {
      best = algorithm;
      bestWeight = own;
    }
  }
}
