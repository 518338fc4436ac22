package dev.etagere.server.resources;

import dev.etagere.server.http.DigestAlgorithm;
import dev.etagere.server.http.FieldLines;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The digests that a request sends with its content (RFC 9530). The content of a request is the
 * whole representation, so Content-Digest and Repr-Digest are both those of the bytes as they
 * arrive, codings included. Algorithms other than sha-256 and sha-512 are ignored.
 */
final class RequestDigests {

  private static final List<String> FIELDS = List.of("Content-Digest", "Repr-Digest");

  private final List<Claimed> claims = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Claimed(String field, String algorithm, byte[] expected, MessageDigest actual) {
    boolean isMet() {
      return MessageDigest.isEqual(expected, actual.digest());
    }
  }

  private RequestDigests() {}

  /**
   * The digests in the header.
   *
   * @throws Refusal 400 if a field is not a dictionary of byte sequences
   */
  static RequestDigests of(FieldLines fields) {
    RequestDigests digests = new RequestDigests();
    for (String field : FIELDS) {
      for (String line : fields.lines(field)) {
        for (String member : line.split(",", -1)) {
          digests.claim(field, member.strip());
        }
      }
    }
    return digests;
  }

  private void claim(String field, String member) {
    int equals = member.indexOf('=');
    int end = member.length() - 1;
    if (equals < 1 || end < equals + 2 || member.charAt(equals + 1) != ':') {
      throw malformed(field);
    }
    int close = member.indexOf(':', equals + 2);
    if (close < 0 || (close < end && member.charAt(close + 1) != ';')) {
      throw malformed(field);
    }
    byte[] expected = decoded(field, member.substring(equals + 2, close));
    String algorithm = member.substring(0, equals);
    DigestAlgorithm.named(algorithm)
        .ifPresent(known -> claims.add(new Claimed(field, algorithm, expected, known.begin())));
  }

  private static byte[] decoded(String field, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw malformed(field);
    }
  }

  private static Refusal malformed(String field) {
    return new Refusal(
        Problem.of(
                ProblemKind.BAD_REQUEST,
                "Write %s as in RFC 9530: sha-256=:<base64 of the digest>:.".formatted(field))
            .with("field", field));
  }

  /** The same bytes; reading them computes the digests. */
  InputStream over(InputStream content) {
    InputStream digested = content;
    for (Claimed claim : claims) {
      digested = new DigestInputStream(digested, claim.actual());
    }
    return digested;
  }

  /**
   * Called once all the content was read.
   *
   * @throws Refusal 400 if it has not the digests that were sent
   */
  void verify() {
    for (Claimed claim : claims) {
      if (!claim.isMet()) {
        throw new Refusal(
            Problem.of(
                    ProblemKind.DIGEST_MISMATCH,
                    "The content that arrived does not have the %s in %s. Nothing was stored; send it again."
                        .formatted(claim.algorithm(), claim.field()))
                .with("field", claim.field()));
      }
    }
  }
}
