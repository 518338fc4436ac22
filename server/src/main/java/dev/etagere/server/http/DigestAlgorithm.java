package dev.etagere.server.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The algorithms of digest fields (RFC 9530 §5) that are neither weak nor obscure. */
public enum DigestAlgorithm {
  SHA_256("sha-256", "SHA-256"),
  SHA_512("sha-512", "SHA-512");

  private final String key;
  private final String standardName;

  DigestAlgorithm(String key, String standardName) {
    this.key = key;
    this.standardName = standardName;
  }

  /** The name in digest fields. */
  public String key() {
    return key;
  }

  /** The algorithm of a name in digest fields; nothing if it is not known here. */
  public static Optional<DigestAlgorithm> named(String key) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.key.equals(key)).findFirst();
  }

  /** A digest of nothing yet. */
  public MessageDigest begin() {
    try {
      return MessageDigest.getInstance(standardName);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-2", impossible);
    }
  }
}
