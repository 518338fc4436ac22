package dev.etagere.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Bytes and what they are: a media type and, where the server keeps them coded, a content coding.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Values.java" region="content"}
 */
public final class Content {
  private static final String JSON = "application/json";

  private final byte[] bytes;
  private final String mediaType;
  private final Optional<String> coding;

  private Content(byte[] bytes, String mediaType, Optional<String> coding) {
    this.bytes = bytes;
    this.mediaType = Objects.requireNonNull(mediaType);
    this.coding = coding;
  }

  /** These bytes, copied, of this media type, which is sent as {@code Content-Type} unchanged. */
  public static Content of(byte[] bytes, String mediaType) {
    return new Content(bytes.clone(), mediaType, Optional.empty());
  }

  /** A JSON text; it is sent as it is spelled. */
  public static Content json(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), JSON, Optional.empty());
  }

  /** A plain text in UTF-8. */
  public static Content text(String text) {
    return new Content(
        text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8", Optional.empty());
  }

  /** Bytes as they came, not copied, with the codings that the server named. */
  static Content received(byte[] bytes, Fields fields) {
    String mediaType = fields.first("Content-Type").orElse("application/octet-stream");
    Optional<String> coding =
        fields.combined("Content-Encoding").filter(value -> !value.equalsIgnoreCase("identity"));
    return new Content(bytes, mediaType, coding);
  }

  /** The same bytes of another media type. */
  public Content as(String otherType) {
    return new Content(bytes, otherType, coding);
  }

  /** Other bytes, copied, of the same media type and without a content coding. */
  public Content withBytes(byte[] other) {
    return of(other, mediaType);
  }

  /** Another text of the same media type, written in its charset. */
  public Content withText(String text) {
    return new Content(text.getBytes(charset()), mediaType, Optional.empty());
  }

  /** The bytes, copied. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves, for those who only read. */
  byte[] shared() {
    return bytes;
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  /** The media type with its parameters, as it stands in {@code Content-Type}. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * The codings applied to the bytes, as {@code Content-Encoding} writes them. The client asks for
   * none, so there are some only where the stored thing itself is coded ({@code notes.tar.gz}).
   */
  public Optional<String> coding() {
    return coding;
  }

  /** The text in the charset of the media type, UTF-8 where it names none that is known. */
  public String asText() {
    return new String(bytes, charset());
  }

  /** The text, if the bytes are one: valid in the charset and without NUL. */
  Optional<String> strictText() {
    try {
      String text = charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf(0) < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  /**
   * Whether the media type is JSON: {@code application/json} or any with the suffix {@code +json}.
   */
  public boolean isJson() {
    String essence = essence();
    return coding.isEmpty() && (essence.equals(JSON) || essence.endsWith("+json"));
  }

  /** The media type without parameters, in lower case. */
  String essence() {
    int end = mediaType.indexOf(';');
    return (end < 0 ? mediaType : mediaType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
  }

  private Charset charset() {
    int at = mediaType.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (at < 0) {
      return StandardCharsets.UTF_8;
    }
    String name = mediaType.substring(at + "charset=".length()).split(";", 2)[0];
    return known(name.replace("\"", "").trim());
  }

  private static Charset known(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  boolean sameBytes(Content other) {
    return Arrays.equals(bytes, other.bytes) && coding.equals(other.coding);
  }

  /** Whether the bytes, the media type and the coding are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Content that && sameBytes(that) && mediaType.equals(that.mediaType);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + mediaType.hashCode();
  }

  @Override
  public String toString() {
    return bytes.length + " bytes of " + mediaType;
  }
}
