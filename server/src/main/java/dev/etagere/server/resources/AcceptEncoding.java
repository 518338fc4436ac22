package dev.etagere.server.resources;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The field Accept-Encoding (RFC 9110 §12.5.3).
 *
 * @param weights of the codings that are named, {@code *} among them
 */
record AcceptEncoding(Map<String, Double> weights) {

  /** §12.4.2. */
  private static final Pattern QUALITY =
      Pattern.compile("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)", Pattern.CASE_INSENSITIVE);

  static AcceptEncoding parse(List<String> fieldLines) {
    Map<String, Double> weights = new HashMap<>();
    for (String element : String.join(",", fieldLines).split(",", -1)) {
      String[] parts = element.split(";", 2);
      if (!parts[0].isBlank()) {
        weights.put(
            parts[0].strip().toLowerCase(Locale.ROOT),
            parts.length == 1 ? 1.0 : quality(parts[1].strip()));
      }
    }
    return new AcceptEncoding(weights);
  }

  /**
   * How welcome a coding is, from 0 (not at all) to 1. What is not named is not welcome, but for
   * identity.
   */
  double weight(String coding) {
    Double named = weights.get(coding);
    if (named != null) {
      return named;
    }
    Double any = weights.get("*");
    if (any != null) {
      return any;
    }
    return coding.equals("identity") ? 0.001 : 0;
  }

  /** A weight that cannot be read makes the coding unwelcome. */
  private static double quality(String parameter) {
    return QUALITY.matcher(parameter).matches() ? Double.parseDouble(parameter.substring(2)) : 0;
  }
}
