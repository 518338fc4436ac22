package dev.etagere.server.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * Content that a reply did without. On HTTP/2 the end of the reply cancels what is still on its way
 * (RFC 9113 §8.1), and some clients take that for a failure of the whole exchange: what is short is
 * read first, and who waits for 100 (Continue) has not begun to send.
 */
final class UnreadContent {

  private static final long MOST_BYTES = 16L << 20;
  private static final int AT_ONCE = 8_192;

  private UnreadContent() {}

  /** Reads what is left, as long as it comes at the pace that content must have. */
  static void discard(Request request) {
    if (request.expectsContinue() || request.contentLength().orElse(0) > MOST_BYTES) {
      return;
    }
    try {
      discard(request.content());
    } catch (IOException | Refusal brokenOff) {
      // the reply is sent all the same: it may still be read
    }
  }

  private static void discard(InputStream content) throws IOException {
    byte[] buffer = new byte[AT_ONCE];
    long left = MOST_BYTES;
    int read = content.read(buffer);
    while (read >= 0 && left > 0) {
      left -= read;
      read = content.read(buffer);
    }
  }
}
