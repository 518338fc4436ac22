package dev.etagere.cli;

import dev.etagere.merge.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Guesses what bytes are where nobody says so. */
final class MediaTypes {
  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("json", "application/json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("csv", "text/csv; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("xml", "application/xml"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("pdf", "application/pdf"));

  private MediaTypes() {}

  /** By the extension of the name, else by the bytes: JSON, text in UTF-8, or anything. */
  static String of(String name, byte[] bytes) {
    return byExtension(name).orElseGet(() -> byContent(bytes));
  }

  private static Optional<String> byExtension(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(BY_EXTENSION.get(extension));
  }

  /** The extension that editors know the type by, with its dot; none if there is none. */
  static String extension(String mediaType) {
    String essence = mediaType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    if (essence.endsWith("+json")) {
      return ".json";
    }
    return BY_EXTENSION.entrySet().stream()
        .filter(entry -> entry.getValue().split(";", 2)[0].equals(essence))
        .map(entry -> "." + entry.getKey())
        .sorted()
        .findFirst()
        .orElse("");
  }

  private static String byContent(byte[] bytes) {
    if (Json.check(bytes).isEmpty()) {
      return "application/json";
    }
    return isText(bytes) ? "text/plain; charset=utf-8" : "application/octet-stream";
  }

  /** Valid UTF-8 without NUL. */
  static boolean isText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .chars()
          .noneMatch(c -> c == 0);
    } catch (CharacterCodingException binary) {
      return false;
    }
  }
}
