package dev.etagere.cli;

import dev.etagere.client.Content;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonObject;
import dev.etagere.merge.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A resource as a line of JSON. */
final class ExportLine {
  private ExportLine() {}

  /** What the line says; its path is resolved against the collection. */
  static ImportCommand.Item parse(String collection, String line) throws IOException {
    if (!(Json.parse(line) instanceof Json.Parsed.Document(Json root))
        || !(root instanceof JsonObject object)) {
      throw new IOException("a line that is no JSON object: " + shown(line));
    }
    String path =
        string(object, "path")
            .orElseThrow(() -> new IOException("a line without path: " + shown(line)));
    String reference = path.startsWith("/") ? path : collection + References.encoded(path);
    return new ImportCommand.Item(
        reference, content(object, path), Optional.empty(), string(object, "etag"));
  }

  /** The path that the line is for, if it is one. */
  static Optional<String> path(String line) {
    return Json.parse(line) instanceof Json.Parsed.Document(Json root)
            && root instanceof JsonObject object
        ? string(object, "path")
        : Optional.empty();
  }

  private static Content content(JsonObject line, String path) throws IOException {
    Optional<byte[]> bytes =
        line.get("content")
            .map(Json::bytes)
            .or(() -> string(line, "text").map(text -> text.getBytes(StandardCharsets.UTF_8)))
            .or(() -> string(line, "base64").map(Base64.getDecoder()::decode));
    if (bytes.isEmpty()) {
      throw new IOException("a line without content, text or base64: " + path);
    }
    String mediaType = string(line, "media_type").orElseGet(() -> MediaTypes.of(path, bytes.get()));
    return Content.of(bytes.get(), mediaType);
  }

  static Optional<String> string(JsonObject line, String name) {
    return line.get(name)
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).value());
  }

  private static String shown(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }
}
