package dev.etagere.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Adds the digests that a client wants of a reply (RFC 9530): Content-Digest of the content as it
 * is sent, Repr-Digest of the whole representation, of which the content may be a part or, on HEAD,
 * nothing. What is longer than {@value #LONGEST} bytes gets none, for it would be read twice.
 */
public final class ReplyDigests implements Handler {

  private static final long LONGEST = 64L << 20;

  private final Handler next;

  public ReplyDigests(Handler next) {
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Response response = next.handle(request);
    if (!request.method().equals("HEAD")) {
      add("Content-Digest", request, response.payload(), response);
    }
    add("Repr-Digest", request, response.representation(), response);
    return response;
  }

  private static void add(String field, Request request, Payload content, Response response)
      throws IOException {
    Optional<DigestAlgorithm> wanted = WantedDigest.of(request.fields().lines("Want-" + field));
    if (wanted.isPresent()) {
      digest(wanted.get().begin(), content)
          .ifPresent(digest -> response.with(field, wanted.get().key() + "=:" + digest + ":"));
    }
  }

  private static Optional<String> digest(MessageDigest digest, Payload content) throws IOException {
    return switch (content) {
      case Payload.None none -> Optional.empty();
      case Payload.Bytes inMemory -> {
        digest.update(inMemory.bytes());
        yield Optional.of(base64(digest));
      }
      case Payload.Streamed streamed -> digest(digest, streamed);
    };
  }

  private static Optional<String> digest(MessageDigest digest, Payload.Streamed streamed)
      throws IOException {
    if (!streamed.writer().isRepeatable() || streamed.length() > LONGEST) {
      return Optional.empty();
    }
    try (OutputStream sink = new Sink(digest)) {
      streamed.writer().writeTo(sink);
      return Optional.of(base64(digest));
    } catch (TooLong unknownBefore) {
      return Optional.empty();
    }
  }

  private static String base64(MessageDigest digest) {
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Digests what is written to it, and keeps nothing. */
  private static final class Sink extends OutputStream {

    private final MessageDigest digest;
    private long left = LONGEST;

    Sink(MessageDigest digest) {
      this.digest = digest;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new TooLong();
      }
      digest.update(bytes, offset, length);
    }
  }
}
