package dev.etagere.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Paths and URLs as people type them. */
final class References {
  private static final String UNRESERVED_AND_DELIMITERS = "-._~:/?#[]@!$&'()*+,;=%";

  private References() {}

  static boolean isAbsolute(String reference) {
    String start = reference.toLowerCase(Locale.ROOT);
    return start.startsWith("http://") || start.startsWith("https://");
  }

  /** The URL, if it is an http or https one with a host. */
  static Optional<URI> url(String text) {
    try {
      URI url = new URI(encoded(text));
      return isAbsolute(text) && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** The reference with everything percent-encoded that may not stand in one. */
  static String encoded(String reference) {
    StringBuilder text = new StringBuilder();
    for (byte octet : reference.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (isAlphanumeric(c) || UNRESERVED_AND_DELIMITERS.indexOf(c) >= 0) {
        text.append(c);
      } else {
        text.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return text.toString();
  }

  /** A name of a file as one segment of a path. */
  static String segment(String name) {
    return encoded(name.replace("%", "%25"))
        .replace("/", "%2F")
        .replace("?", "%3F")
        .replace("#", "%23")
        .replace("[", "%5B")
        .replace("]", "%5D");
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(Objects.toString(other.getHost(), ""))
        && one.getPort() == other.getPort();
  }
}
