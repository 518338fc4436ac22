package dev.etagere.server.resources;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.etagere.server.http.FieldLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The content codings (RFC 9110 §8.4.1) that representations are sent and taken in. */
public enum Coding {
  /** The bytes themselves. */
  IDENTITY,
  GZIP,
  ZSTD;

  /** Shorter content does not gain by coding. */
  private static final int SHORTEST_BYTES = 1024;

  /** RFC 9659: frames have a window of at most 8 MiB, so that decoding them takes no more. */
  private static final int LARGEST_WINDOW_LOG = 23;

  /** The name in Accept-Encoding and Content-Encoding. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the tag of a version has behind it in this coding. */
  String suffix() {
    return this == IDENTITY ? "" : "." + code();
  }

  static boolean isSuffix(String text) {
    return text.equals(GZIP.suffix()) || text.equals(ZSTD.suffix());
  }

  /** The coding of a name; nothing if it is not known here. */
  static Optional<Coding> named(String name) {
    for (Coding coding : values()) {
      if (coding.code().equalsIgnoreCase(name)
          || (coding == GZIP && name.equalsIgnoreCase("x-gzip"))) {
        return Optional.of(coding);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether content of this type and length may be sent coded at all, so that the response varies.
   */
  static boolean isWorthwhile(String mediaType, long length) {
    return length >= SHORTEST_BYTES && MediaType.isCompressible(mediaType);
  }

  /** The coding that a request prefers (§12.5.3): zstd before gzip where both are as welcome. */
  static Coding preferred(FieldLines fields) {
    List<String> lines = fields.lines("Accept-Encoding");
    if (lines.isEmpty()) {
      return IDENTITY;
    }
    AcceptEncoding accepted = AcceptEncoding.parse(lines);
    double identity = accepted.weight(IDENTITY.code());
    Coding best = IDENTITY;
    double weight = 0;
    for (Coding coding : new Coding[] {ZSTD, GZIP}) {
      double own = accepted.weight(coding.code());
      if (own > weight && own >= identity) {
        best = coding;
        weight = own;
      }
    }
    return best;
  }

  /** Codes what is written to it. */
  OutputStream encoding(OutputStream out) throws IOException {
    return switch (this) {
      case IDENTITY -> out;
      case GZIP -> new GZIPOutputStream(out);
      case ZSTD -> new ZstdOutputStream(out);
    };
  }

  /** Decodes what is read from it. */
  InputStream decoding(InputStream in) throws IOException {
    return switch (this) {
      case IDENTITY -> in;
      case GZIP -> new GZIPInputStream(in);
      case ZSTD -> new ZstdInputStream(in).setLongMax(LARGEST_WINDOW_LOG);
    };
  }
}
