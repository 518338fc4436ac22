package dev.etagere.server.resources;

import com.github.luben.zstd.ZstdIOException;
import dev.etagere.server.http.Counted;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.ZipException;

/**
 * Takes a request's content in: short content into memory, long content into the store's staging,
 * piece by piece.
 */
public final class Uploads {

  private static final int PIECE_BYTES = 8_192;

  private final Store store;

  public Uploads(Store store) {
    this.store = store;
  }

  /** Takes bytes in, of which it is told how many there are, as far as that is known. */
  @FunctionalInterface
  private interface Taking<T> {
    T take(InputStream content, OptionalLong expected) throws IOException;
  }

  /**
   * The content of a request, read to its end.
   *
   * @param limit the most bytes that are taken, coded and decoded
   * @throws IOException if the client broke off
   * @throws Refusal 413 if the content is longer than the limit, by its declaration or in truth;
   *     408 if it arrives too slowly; 415 if its coding is not known; 400 if it is damaged or has
   *     not the digest that was sent
   */
  public Content receive(Request request, long limit) throws IOException {
    return received(request, limit, this::taken);
  }

  /**
   * The content of a request as bytes in memory, refused as {@link #receive} refuses it.
   *
   * @param share takes room for all of it before it is read, or for one piece after the other where
   *     its length is not known
   */
  public static byte[] read(Request request, long limit, MemoryBudget.Share share)
      throws IOException {
    return received(
        request,
        limit,
        (content, expected) ->
            expected.isPresent()
                ? whole(content, expected.getAsLong(), share)
                : pieces(content, share));
  }

  private static byte[] whole(InputStream content, long length, MemoryBudget.Share share)
      throws IOException {
    share.take(length);
    byte[] bytes = new byte[Math.toIntExact(length)];
    content.readNBytes(bytes, 0, bytes.length);
    return bytes;
  }

  /** Each piece is held twice: by itself, and in the whole. */
  private static byte[] pieces(InputStream content, MemoryBudget.Share share) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE_BYTES];
    for (int read = 0; read >= 0; read = content.read(piece)) {
      share.take(2L * read);
      whole.write(piece, 0, read);
    }
    return whole.toByteArray();
  }

  private static <T> T received(Request request, long limit, Taking<T> taking) throws IOException {
    refuseByHeader(request, limit);
    Coding coding = coding(request);
    RequestDigests digests = RequestDigests.of(request.fields());
    InputStream arriving = digests.over(new Bounded(request.content(), limit));
    T content =
        coding == Coding.IDENTITY
            ? taking.take(arriving, request.contentLength())
            : decoded(coding, arriving, limit, taking);
    digests.verify();
    return content;
  }

  private static <T> T decoded(Coding coding, InputStream arriving, long limit, Taking<T> taking)
      throws IOException {
    try (InputStream decoding = coding.decoding(new Unclosed(arriving))) {
      T content = taking.take(new Bounded(decoding, limit), OptionalLong.empty());
      arriving.transferTo(OutputStream.nullOutputStream()); // what stands behind it
      return content;
    } catch (ZipException | ZstdIOException | EOFException damaged) {
      throw new Refusal(
          Problem.of(
              ProblemKind.MALFORMED_CONTENT,
              "The content is not %s, as Content-Encoding says, or it is cut short. Nothing was stored."
                  .formatted(coding.code())));
    }
  }

  private Content taken(InputStream content, OptionalLong expected) throws IOException {
    int most = (int) Math.min(expected.orElse(Store.INLINE_LIMIT), Store.INLINE_LIMIT);
    byte[] head = content.readNBytes(most + 1);
    return head.length <= most
        ? Content.of(head)
        : store.stage(new SequenceInputStream(new ByteArrayInputStream(head), content));
  }

  /** The one coding that the content is in; several at once are not taken. */
  private static Coding coding(Request request) {
    List<String> lines = request.fields().lines("Content-Encoding");
    if (lines.isEmpty()) {
      return Coding.IDENTITY;
    }
    return Coding.named(String.join(",", lines).strip())
        .orElseThrow(() ->
            new Refusal(
                Problem.of(
                        ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                        "Send the content as it is, or coded once with gzip or zstd.")
                    .withField("Accept-Encoding", "gzip, zstd")));
  }

  /**
   * Refuses, before any content is read, what the header alone forbids.
   *
   * @throws Refusal 415, 413 or 400, in this order, as {@link #receive} would
   */
  static void refuseByHeader(Request request, long limit) {
    coding(request);
    refuseDeclaredLength(request, limit);
    refuseContentRange(request);
    RequestDigests.of(request.fields());
  }

  /** §14.5: a part is not taken for the whole. */
  private static void refuseContentRange(Request request) {
    if (request.method().equals("PUT") && request.fields().has("Content-Range")) {
      throw new Refusal(
          Problem.of(
              ProblemKind.BAD_REQUEST,
              "PUT replaces the whole representation: send all of it, without Content-Range."));
    }
  }

  private static void refuseDeclaredLength(Request request, long limit) {
    if (request.contentLength().orElse(0) > limit) {
      throw tooLarge(limit);
    }
  }

  private static Refusal tooLarge(long limit) {
    return new Refusal(
        Problem.of(ProblemKind.CONTENT_TOO_LARGE, "Send at most %,d bytes here.".formatted(limit))
            .with("max_bytes", limit));
  }

  /** Leaves the request's content open when its decoder is closed. */
  private static final class Unclosed extends FilterInputStream {

    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** Fails once more than the limit was read. */
  private static final class Bounded extends Counted {

    private final long limit;
    private long left;

    Bounded(InputStream in, long limit) {
      super(in);
      this.limit = limit;
      this.left = limit;
    }

    @Override
    protected void read(long bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge(limit);
      }
    }
  }
}
