package dev.etagere.server.retries;

import dev.etagere.server.http.Request;
import dev.etagere.server.resources.PathSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells requests apart: a SHA-256 over the method, the target, the fields that decide what the
 * request does, and the content.
 */
final class Fingerprint {

  /** What only shapes the reply, such as Prefer and Accept, is left out. */
  private static final List<String> FIELDS =
      List.of(
          "If-Match",
          "If-None-Match",
          "If-Unmodified-Since",
          "Merge-Base",
          "Content-Type",
          "Content-Language");

  private static final int PIECE = 16 * 1024;

  private Fingerprint() {}

  /**
   * The fingerprint of a request, in hexadecimal.
   *
   * @param content read to its end, in pieces
   */
  static String of(Request request, InputStream content) throws IOException {
    MessageDigest digest = sha256();
    add(digest, request.method());
    add(digest, PathSyntax.parse(request.target().rawPath()).value());
    add(digest, request.target().query().toString());
    for (String field : FIELDS) {
      add(digest, String.join(", ", request.fields().lines(field)));
    }
    byte[] piece = new byte[PIECE];
    for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
      digest.update(piece, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A name for the pair that no other pair has, whatever characters are in it. */
  static String scoped(String subject, String key) {
    MessageDigest digest = sha256();
    add(digest, subject);
    add(digest, key);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Length first, so that no two sequences of texts look the same. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
