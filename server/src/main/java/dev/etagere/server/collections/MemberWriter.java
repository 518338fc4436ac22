package dev.etagere.server.collections;

import dev.etagere.merge.Json;
import dev.etagere.storage.Content;
import dev.etagere.storage.Version;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the members of a page. Content is shown with its member up to {@link
 * dev.etagere.storage.Store#INLINE_LIMIT} bytes: JSON as it is, with the digits of its numbers;
 * text in UTF-8 as a string; all else in base64, which {@code content_encoding} says.
 */
final class MemberWriter {
  private final JsonGenerator json;

  MemberWriter(JsonGenerator json) {
    this.json = json;
  }

  void write(Scan.Member member) {
    Version version = member.version();
    json.writeStartObject();
    json.writeStringProperty("path", version.path().value());
    json.writeStringProperty("etag", '"' + version.tag() + '"');
    json.writeNumberProperty("version", version.number());
    json.writeStringProperty("last_modified", version.time().toString());
    json.writeNumberProperty("size", version.length());
    json.writeStringProperty("media_type", version.mediaType());
    member
        .content()
        .filter(Content.Inline.class::isInstance)
        .map(Content.Inline.class::cast)
        .ifPresent(inline -> content(version.mediaType(), inline.bytes()));
    json.writeEndObject();
  }

  private void content(String mediaType, byte[] bytes) {
    if (isJson(mediaType) && Json.check(bytes).isEmpty()) {
      json.writeName("content");
      json.writeRawValue(new String(bytes, StandardCharsets.UTF_8));
      return;
    }
    Optional<String> text = mediaType.startsWith("text/") ? utf8(bytes) : Optional.empty();
    if (text.isPresent()) {
      json.writeStringProperty("content", text.get());
      return;
    }
    json.writeStringProperty("content_encoding", "base64");
    json.writeStringProperty("content", Base64.getEncoder().encodeToString(bytes));
  }

  /** Whether a media type is JSON: {@code application/json} or one with the suffix. */
  static boolean isJson(String mediaType) {
    int end = mediaType.indexOf(';');
    String type =
        (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }
}
