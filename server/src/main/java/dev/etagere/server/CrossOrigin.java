package dev.etagere.server;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which other origins' scripts may use the server from a browser (the CORS protocol of the Fetch
 * standard, §3.2). With no origin the server does not speak it.
 *
 * @param origins as browsers write them, {@code https://app.example:8443}; or {@code *} alone
 * @param credentials whether their requests may carry what the browser adds by itself: cookies of a
 *     proxy, client certificates. Bearer tokens that a script sends need it not
 */
public record CrossOrigin(List<String> origins, boolean credentials) {

  /** No other origin may. */
  public static final CrossOrigin NONE = new CrossOrigin(List.of(), false);

  private static final String ANY = "*";
  private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#@\\sA-Z,*]+");

  /**
   * @throws IllegalArgumentException if an origin is none, or if {@code *} stands beside others or
   *     credentials
   */
  public CrossOrigin {
    origins = List.copyOf(origins);
    if (origins.contains(ANY) && (credentials || origins.size() > 1)) {
      throw new IllegalArgumentException(
          "the origin * stands alone and without credentials; name the origins that may have them");
    }
    for (String origin : origins) {
      if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "an origin is a scheme, a host in lower case and a port where it is not the usual one, such as"
                + " https://app.example, not "
                + origin);
      }
    }
  }

  /** Whether the server speaks the protocol at all. */
  public boolean isOn() {
    return !origins.isEmpty();
  }

  /** Whether every origin may. */
  public boolean allowsAny() {
    return origins.contains(ANY);
  }
}
