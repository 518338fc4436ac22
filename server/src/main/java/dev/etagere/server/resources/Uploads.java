package dev.etagere.server.resources;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Takes a request's content in: short content into memory, long content into the store's staging,
 * piece by piece.
 */
public final class Uploads {

  private final Store store;

  public Uploads(Store store) {
    this.store = store;
  }

  /**
   * The content of a request, read to its end.
   *
   * @param limit the most bytes that are taken
   * @throws IOException if the client broke off
   * @throws Refusal 413 if the content is longer than the limit, by its declaration or in truth
   */
  public Content receive(Request request, long limit) throws IOException {
    refuseDeclaredLength(request, limit);
    InputStream content = new Bounded(request.content(), limit);
    byte[] head = content.readNBytes(Store.INLINE_LIMIT + 1);
    return head.length <= Store.INLINE_LIMIT
        ? Content.of(head)
        : store.stage(new SequenceInputStream(new ByteArrayInputStream(head), content));
  }

  /** Refuses with 413 what declares itself too long, before any of it is read. */
  public static void refuseDeclaredLength(Request request, long limit) {
    if (request.contentLength().orElse(0) > limit) {
      throw tooLarge(limit);
    }
  }

  private static Refusal tooLarge(long limit) {
    return new Refusal(
        Problem.of(ProblemKind.CONTENT_TOO_LARGE, "Send at most %,d bytes here.".formatted(limit))
            .with("max_bytes", limit));
  }

  /** Fails once more than the limit was read. */
  private static final class Bounded extends FilterInputStream {

    private final long limit;
    private long left;

    Bounded(InputStream in, long limit) {
      super(in);
      this.limit = limit;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge(limit);
      }
    }
  }
}
