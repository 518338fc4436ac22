package dev.etagere.server.rules;

import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads content that rules look into, numbers exactly. */
final class Documents {
  /** The longest content that is looked into. */
  static final long LONGEST = 8L << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Store store;

  Documents(Store store) {
    this.store = store;
  }

  /** What reading comes to. */
  sealed interface Parsed {

    /** It is JSON. */
    record Document(JsonNode root) implements Parsed {}

    /** It is none, or too long to be looked into. */
    record Other(String why) implements Parsed {}
  }

  Parsed read(Content content) {
    if (content.length() > LONGEST) {
      return new Parsed.Other("content over %d bytes is not looked into".formatted(LONGEST));
    }
    try (InputStream in = store.open(content, 0, content.length())) {
      return new Parsed.Document(MAPPER.readTree(in.readAllBytes()));
    } catch (JacksonException malformed) {
      return new Parsed.Other("the content is not JSON");
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }
}
