package dev.etagere.server.resources;

import java.util.Locale;

/** What a Content-Type says of how its content is read. */
public final class MediaType {

  /** The types of patches, as Accept-Patch (RFC 5789 §3.1) lists them. */
  public static final String PATCHES = "application/merge-patch+json, application/json-patch+json";

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
    return essence.equals("application/json") || essence.endsWith("+json");
  }
}
