package dev.etagere.server.resources;

import java.util.Locale;
import java.util.Set;

/** What is known of media types by their names. */
public final class MediaTypes {

  private static final Set<String> COMPRESSIBLE =
      Set.of(
          "application/json",
          "application/xml",
          "application/javascript",
          "application/x-ndjson",
          "application/sql",
          "application/yaml",
          "application/toml",
          "application/wasm",
          "image/svg+xml");

  private MediaTypes() {}

  /** Type and subtype in lower case, without parameters. */
  public static String essence(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  static boolean isCompressible(String mediaType) {
    String essence = essence(mediaType);
    return essence.startsWith("text/")
        || COMPRESSIBLE.contains(essence)
        || essence.endsWith("+json")
        || essence.endsWith("+xml");
  }
}
