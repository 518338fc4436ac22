package dev.etagere.web;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A file of the console, as it is sent.
 *
 * @param content the bytes; read-only
 * @param gzipped the same compressed with gzip, where that is shorter; read-only
 * @param mediaType the value of {@code Content-Type}
 * @param immutable whether the path names this content for ever, because a hash of it is part of
 *     the path
 */
public record Asset(
    ByteBuffer content, Optional<ByteBuffer> gzipped, String mediaType, boolean immutable) {

  /** A view of the bytes with a position of its own. */
  @Override
  public ByteBuffer content() {
    return content.asReadOnlyBuffer();
  }

  /** A view of the compressed bytes with a position of its own. */
  @Override
  public Optional<ByteBuffer> gzipped() {
    return gzipped.map(ByteBuffer::asReadOnlyBuffer);
  }
}
