package dev.etagere.cli;

import dev.etagere.client.Content;
import dev.etagere.client.Document;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonNumber;
import dev.etagere.merge.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Documents as JSON objects. */
final class DocumentJson {
  private DocumentJson() {}

  /** For people and programs that read: JSON stands in it as JSON, however it was laid out. */
  static Map<String, Json> readable(Document document) {
    Content content = document.content();
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("url", new JsonString(document.url().toString()));
    document.tag().ifPresent(tag -> members.put("etag", new JsonString(tag)));
    document
        .lastModified()
        .ifPresent(at -> members.put("last_modified", new JsonString(at.toString())));
    members.put("media_type", new JsonString(content.mediaType()));
    members.put("size", JsonNumber.of(content.size()));
    json(content)
        .ifPresentOrElse(
            root -> members.put("content", root), () -> members.putAll(bytes(content)));
    return members;
  }

  /** A line of an export, which gives back every byte. */
  static Map<String, Json> exact(String path, Document document) {
    Content content = document.content();
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("path", new JsonString(path));
    document.tag().ifPresent(tag -> members.put("etag", new JsonString(tag)));
    members.put("media_type", new JsonString(content.mediaType()));
    json(content)
        .filter(root -> Arrays.equals(root.bytes(), content.bytes()))
        .ifPresentOrElse(
            root -> members.put("content", root), () -> members.putAll(bytes(content)));
    return members;
  }

  private static Optional<Json> json(Content content) {
    return content.isJson()
            && Json.parse(content.bytes()) instanceof Json.Parsed.Document(Json root)
        ? Optional.of(root)
        : Optional.empty();
  }

  private static Map<String, Json> bytes(Content content) {
    byte[] bytes = content.bytes();
    return MediaTypes.isText(bytes)
        ? Map.of("text", new JsonString(new String(bytes, StandardCharsets.UTF_8)))
        : Map.of("base64", new JsonString(Base64.getEncoder().encodeToString(bytes)));
  }
}
