package dev.etagere.server.resources;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a Content-Type says of how its content is read. */
public final class MediaType {

  /** The types of patches, as Accept-Patch (RFC 5789 §3.1) lists them. */
  public static final String PATCHES = "application/merge-patch+json, application/json-patch+json";

  private static final String JSON = "application/json";
  private static final String XML_SUFFIX = "+xml";
  private static final String JSON_SUFFIX = "+json";
  private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
  private static final Pattern WELL_FORMED = Pattern.compile(TOKEN + "/" + TOKEN);

  private static final Set<String> COMPRESSIBLE =
      Set.of(
          JSON,
          "application/xml",
          "application/javascript",
          "application/x-ndjson",
          "application/sql",
          "application/yaml",
          "application/toml",
          "application/wasm",
          "image/svg+xml");

  private MediaType() {}

  /** Type and subtype in lower case, without parameters: {@code text/plain}. */
  public static String essence(String contentType) {
    int parameters = contentType.indexOf(';');
    String essence = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return essence.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the content is JSON: {@code application/json} and every {@code +json}. */
  public static boolean isJson(String contentType) {
    String essence = essence(contentType);
    return essence.equals(JSON) || essence.endsWith(JSON_SUFFIX);
  }

  /** Whether it is a type and a subtype (RFC 9110 §8.3.1), whatever its parameters. */
  static boolean isWellFormed(String contentType) {
    String essence = essence(contentType);
    return essence.equals(JSON) || WELL_FORMED.matcher(essence).matches();
  }

  /** Whether such content gets shorter by a content coding. */
  static boolean isCompressible(String contentType) {
    String essence = essence(contentType);
    return essence.startsWith("text/")
        || COMPRESSIBLE.contains(essence)
        || essence.endsWith(JSON_SUFFIX)
        || essence.endsWith(XML_SUFFIX);
  }
}
