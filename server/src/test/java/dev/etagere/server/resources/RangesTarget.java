package dev.etagere.server.resources;

import static dev.etagere.server.fuzz.Promise.isKept;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Range: every part lies within the representation, and no byte is in two where they were united.
 */
public final class RangesTarget {

  private RangesTarget() {}

  /** What the fuzzer calls, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    String field = new String(input, StandardCharsets.ISO_8859_1);
    for (long length : new long[] {0, 1, 1_000, Long.MAX_VALUE}) {
      if (ByteRanges.parse(field, length) instanceof ByteRanges.Satisfiable(var parts)) {
        assertWithin(parts, length);
      }
    }
  }

  private static void assertWithin(List<ByteRanges.Part> parts, long length) {
    isKept(!parts.isEmpty() && parts.size() <= ByteRanges.MOST, parts);
    for (ByteRanges.Part part : parts) {
      isKept(part.first() >= 0 && part.first() <= part.last() && part.last() < length, part);
    }
  }
}
