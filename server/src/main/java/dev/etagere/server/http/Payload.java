package dev.etagere.server.http;

import java.io.IOException;
import java.io.OutputStream;

/** The content of a response. */
public sealed interface Payload {

  /** No content, and none announced: 204, 304 and the like. */
  record None() implements Payload {}

  /** Content that is in memory; the array is shared, nobody writes to it. */
  @SuppressWarnings(
      "ArrayRecordComponent") // compared by nobody; a copy per response would be waste
  record Bytes(byte[] bytes) implements Payload {}

  /**
   * Content that is written as it is read.
   *
   * @param length the number of bytes, -1 where it is not known
   * @param writer writes it
   */
  record Streamed(long length, Writer writer) implements Payload {}

  /** Writes content, on the thread of the request. */
  @FunctionalInterface
  interface Writer {
    void writeTo(OutputStream out) throws IOException;

    /** Whether it writes the same again when it is called again; else it is called once. */
    default boolean isRepeatable() {
      return true;
    }
  }
}
