package dev.etagere.server.resources;

import dev.etagere.server.http.Payload;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Content as bytes in memory: for documents whose length is bounded. */
public final class Contents {

  private final Store store;

  public Contents(Store store) {
    this.store = store;
  }

  /** All bytes; the caller does not change them. */
  public byte[] read(Content content) {
    return switch (content) {
      case Content.Inline inline -> inline.bytes();
      case Content.Staged staged -> {
        try (InputStream in = store.open(staged, 0, staged.length())) {
          yield in.readAllBytes();
        } catch (IOException broken) {
          throw new UncheckedIOException(broken);
        }
      }
    };
  }

  /** The bytes as the content of a response: long content is read as it is sent. */
  Payload payload(Content content) {
    return switch (content) {
      case Content.Inline inline -> new Payload.Bytes(inline.bytes());
      case Content.Staged staged -> new Payload.Streamed(staged.length(), out -> copy(staged, out));
    };
  }

  private void copy(Content.Staged staged, OutputStream out) throws IOException {
    try (InputStream in = store.open(staged, 0, staged.length())) {
      in.transferTo(out);
    }
  }

  /** The bytes as content that can be committed: staged where they are many. */
  public Content keep(byte[] bytes) {
    if (bytes.length <= Store.INLINE_LIMIT) {
      return Content.of(bytes);
    }
    try {
      return store.stage(new ByteArrayInputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory are always read", impossible);
    }
  }
}
