package dev.etagere.server.resources;

import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Response;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sends parts of a representation: 206 with one, or with several as multipart/byteranges (RFC 9110
 * §15.3.7).
 */
final class PartialContent {

  private final Store store;
  private final String boundary;

  /**
   * @param boundary between several parts; it must not occur in them
   */
  PartialContent(Store store, String boundary) {
    this.store = store;
    this.boundary = boundary;
  }

  /** Fills a response of status 206 with the parts. */
  Response fill(Response response, Stored stored, List<ByteRanges.Part> parts) {
    return parts.size() == 1
        ? one(response, stored, parts.getFirst())
        : several(response, stored, parts);
  }

  private Response one(Response response, Stored stored, ByteRanges.Part part) {
    return response
        .with("Content-Type", stored.version().mediaType())
        .with("Content-Range", part.contentRange(stored.version().length()))
        .with(new Payload.Streamed(part.length(), out -> copy(stored, part, out)));
  }

  private Response several(Response response, Stored stored, List<ByteRanges.Part> parts) {
    long length =
        parts.stream().mapToLong(part -> header(stored, part).length + part.length()).sum();
    return response
        .with("Content-Type", "multipart/byteranges; boundary=" + boundary)
        .with(new Payload.Streamed(length + end().length, out -> write(stored, parts, out)));
  }

  private void write(Stored stored, List<ByteRanges.Part> parts, OutputStream out)
      throws IOException {
    for (ByteRanges.Part part : parts) {
      out.write(header(stored, part));
      copy(stored, part, out);
    }
    out.write(end());
  }

  private byte[] header(Stored stored, ByteRanges.Part part) {
    return "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
        .formatted(
            boundary, stored.version().mediaType(), part.contentRange(stored.version().length()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] end() {
    return "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  private void copy(Stored stored, ByteRanges.Part part, OutputStream out) throws IOException {
    try (InputStream content = store.open(stored.content(), part.first(), part.length())) {
      content.transferTo(out);
    }
  }

  /** The 416 for ranges of which no byte exists. */
  static Refusal unsatisfiable(long length) {
    return new Refusal(
        Problem.of(
                ProblemKind.RANGE_NOT_SATISFIABLE,
                "The representation has %,d bytes; ask for some of them.".formatted(length))
            .withField("Content-Range", "bytes */" + length));
  }
}
