package dev.etagere.merge;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** One strict pass over a JSON text, with or without building the values. */
final class JsonReader {
  /**
   * Lengths are bounded by the text itself, depth by this class; UTF-8 is the one encoding (RFC
   * 8259 §8.1).
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Json.MAX_DEPTH + 1)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** The token may be half of a value that is nobody else's business. */
  private static final Pattern UNKNOWN_TOKEN =
      Pattern.compile("^Unrecognized token '.*?'(?=: |$)", Pattern.DOTALL);

  private final byte[] text;
  private final JsonParser parser;
  private final @Nullable JsonStack values;
  private final boolean escapes;
  private final NameSet[] names = new NameSet[Json.MAX_DEPTH + 1];
  private int depth;

  private JsonReader(byte[] text, JsonParser parser, @Nullable JsonStack values) {
    this.text = text;
    this.parser = parser;
    this.values = values;
    this.escapes = hasUnicodeEscape(text);
  }

  static Json.Parsed parse(byte[] text) {
    JsonStack values = new JsonStack();
    Optional<JsonFault> fault = read(text, values);
    return fault.isPresent()
        ? new Json.Parsed.Malformed(fault.get())
        : new Json.Parsed.Document(values.root());
  }

  static Optional<JsonFault> check(byte[] text) {
    return read(text, null);
  }

  private static Optional<JsonFault> read(byte[] text, @Nullable JsonStack values) {
    int invalid = Utf8.firstInvalid(text);
    if (invalid >= 0) {
      JsonPointer place =
          check(Arrays.copyOf(text, invalid)).map(JsonFault::pointer).orElse(JsonPointer.ROOT);
      return Optional.of(JsonFault.at(text, invalid, place, "the text is not valid UTF-8"));
    }
    if (text.length >= 3
        && text[0] == (byte) 0xef
        && text[1] == (byte) 0xbb
        && text[2] == (byte) 0xbf) {
      return Optional.of(
          JsonFault.at(
              text, 0, JsonPointer.ROOT, "the text starts with a byte order mark (RFC 8259 §8.1)"));
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return Optional.ofNullable(new JsonReader(text, parser, values).run());
    }
  }

  private static boolean hasUnicodeEscape(byte[] text) {
    for (int i = 0; i + 1 < text.length; i++) {
      if (text[i] == '\\' && text[i + 1] == 'u') {
        return true;
      }
    }
    return false;
  }

  private @Nullable JsonFault run() {
    try {
      JsonFault fault = document();
      return fault == null ? trailing() : fault;
    } catch (JacksonException e) {
      long offset = e.getLocation() == null ? text.length : e.getLocation().getByteOffset();
      return JsonFault.at(text, offset, pointer(), sentence(e));
    }
  }

  private @Nullable JsonFault document() {
    do {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return fault("there is no value");
      }
      JsonFault fault = token(token);
      if (fault != null) {
        return fault;
      }
    } while (depth > 0);
    return null;
  }

  private @Nullable JsonFault trailing() {
    return parser.nextToken() == null ? null : fault("something follows the value");
  }

  private @Nullable JsonFault token(JsonToken token) {
    return switch (token) {
      case START_OBJECT, START_ARRAY -> open(token == JsonToken.START_OBJECT);
      case END_OBJECT, END_ARRAY -> close(token == JsonToken.END_OBJECT);
      case PROPERTY_NAME -> name();
      case VALUE_STRING -> string();
      default -> scalar(token);
    };
  }

  private @Nullable JsonFault open(boolean object) {
    if (depth == Json.MAX_DEPTH) {
      return fault("arrays and objects are nested more than " + Json.MAX_DEPTH + " deep");
    }
    depth++;
    if (object) {
      openNames();
    }
    if (values != null) {
      values.open();
    }
    return null;
  }

  private void openNames() {
    if (names[depth] == null) {
      names[depth] = new NameSet();
    }
    names[depth].clear();
  }

  private @Nullable JsonFault close(boolean object) {
    depth--;
    if (values != null) {
      values.close(object);
    }
    return null;
  }

  private @Nullable JsonFault name() {
    String name = parser.currentName();
    if (!names[depth].add(name)) {
      return fault("the member name " + new JsonString(name) + " is there twice in one object");
    }
    if (escapes && hasLoneSurrogate(name)) {
      return fault("the member name has a surrogate that is not one of a pair");
    }
    if (values != null) {
      values.name(name);
    }
    return null;
  }

  private @Nullable JsonFault string() {
    if (values == null && !escapes) {
      // The reader checks what it skips.
      return null;
    }
    String value = parser.getString();
    if (escapes && hasLoneSurrogate(value)) {
      return fault("the string has a surrogate that is not one of a pair");
    }
    if (values != null) {
      values.push(new JsonString(value));
    }
    return null;
  }

  private @Nullable JsonFault scalar(JsonToken token) {
    if (values != null) {
      values.push(
          switch (token) {
            case VALUE_TRUE -> JsonBoolean.TRUE;
            case VALUE_FALSE -> JsonBoolean.FALSE;
            case VALUE_NULL -> JsonNull.NULL;
            default -> new JsonNumber(parser.getString());
          });
    }
    return null;
  }

  private static boolean hasLoneSurrogate(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        if (!Character.isHighSurrogate(value.charAt(i))
            || i + 1 == value.length()
            || !Character.isLowSurrogate(value.charAt(++i))) {
          return true;
        }
      }
    }
    return false;
  }

  private JsonFault fault(String why) {
    return JsonFault.at(text, parser.currentTokenLocation().getByteOffset(), pointer(), why);
  }

  private JsonPointer pointer() {
    String[] segments = new String[Json.MAX_DEPTH + 2];
    int start = segments.length;
    for (TokenStreamContext at = parser.streamReadContext(); at != null; at = at.getParent()) {
      if (at.inObject() && at.currentName() != null) {
        segments[--start] = at.currentName();
      } else if (at.inArray() && at.hasCurrentIndex()) {
        segments[--start] = Integer.toString(at.getCurrentIndex());
      }
    }
    return new JsonPointer(Arrays.asList(segments).subList(start, segments.length));
  }

  /** The reader's own sentence without what it adds about its source, or quotes of it. */
  private static String sentence(JacksonException e) {
    String message = e.getOriginalMessage();
    return message == null
        ? "the text is not JSON"
        : UNKNOWN_TOKEN.matcher(message).replaceFirst("Unrecognized token");
  }
}
