package dev.etagere.server.rules;

import dev.etagere.storage.Claim;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The claims by which values are unique in a collection. Equal values have equal claims: numbers by
 * their value, objects whatever the order of their members. A member that is missing or null claims
 * nothing.
 */
final class UniqueValues {

  private UniqueValues() {}

  static Set<Claim> claims(String prefix, List<String> pointers, JsonNode document) {
    Set<Claim> claims = new HashSet<>();
    for (String pointer : pointers) {
      JsonNode value = document.at(pointer);
      if (!value.isMissingNode() && !value.isNull()) {
        claims.add(claim(prefix, pointer, value));
      }
    }
    return claims;
  }

  static Claim claim(String prefix, String pointer, JsonNode value) {
    return new Claim(
        "unique:" + digest(prefix + "\n" + pointer.length() + pointer + canonical(value)));
  }

  private static String canonical(JsonNode value) {
    if (value.isNumber()) {
      return number(value.decimalValue());
    }
    if (value.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      value.propertyStream().forEach(each -> sorted.put(each.getKey(), each.getValue()));
      return sorted.entrySet().stream()
          .map(each -> each.getKey().length() + each.getKey() + canonical(each.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value.isArray()) {
      return value
          .valueStream()
          .map(UniqueValues::canonical)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return value.toString();
  }

  private static String number(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
