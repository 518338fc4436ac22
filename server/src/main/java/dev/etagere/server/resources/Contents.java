package dev.etagere.server.resources;

import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Payload;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Content as bytes in memory: for documents whose length is bounded. */
public final class Contents {

  private final Store store;
  private final MemoryBudget memory;

  /**
   * @param memory what requests may hold together
   */
  public Contents(Store store, MemoryBudget memory) {
    this.store = store;
    this.memory = memory;
  }

  /** A share of the memory, for content to be read within it. */
  public MemoryBudget.Share open() {
    return memory.open();
  }

  /**
   * All bytes; the caller does not change them.
   *
   * @param share takes room for them first
   */
  byte[] read(Content content, MemoryBudget.Share share) {
    share.take(content.length());
    return read(content);
  }

  /** A JSON text; the share takes room for its values besides. */
  byte[] document(Content content, MemoryBudget.Share share) {
    byte[] text = read(content, share);
    share.take(Extent.ofValues(text));
    return text;
  }

  /** A JSON text as {@link #document} gives it, or nothing where there is no room. */
  public Optional<byte[]> roomyDocument(Content content, MemoryBudget.Share share) {
    if (share.tryTake(content.length()).isPresent()) {
      return Optional.empty();
    }
    byte[] text = read(content);
    return Optional.of(text).filter(taken -> share.tryTake(Extent.ofValues(taken)).isEmpty());
  }

  /** All bytes, for which there is room already; the caller does not change them. */
  public byte[] read(Content content) {
    return switch (content) {
      case Content.Inline inline -> inline.bytes();
      case Content.Staged staged -> {
        try (InputStream in = store.open(staged, 0, staged.length())) {
          byte[] bytes = new byte[Math.toIntExact(staged.length())];
          in.readNBytes(bytes, 0, bytes.length);
          yield bytes;
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
