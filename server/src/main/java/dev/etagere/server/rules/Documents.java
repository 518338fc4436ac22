package dev.etagere.server.rules;

import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.resources.Extent;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads content that rules look into, numbers exactly. */
final class Documents {
  /** The longest content that is looked into. */
  static final long LONGEST = 8L << 20;

  private static final Parsed TOO_LONG =
      new Parsed.Other("content over %d bytes is not looked into".formatted(LONGEST));

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Store store;
  private final MemoryBudget memory;

  Documents(Store store, MemoryBudget memory) {
    this.store = store;
    this.memory = memory;
  }

  /** What reading comes to. */
  sealed interface Parsed {

    /** It is JSON. */
    record Document(JsonNode root) implements Parsed {}

    /** It is none, or too long to be looked into. */
    record Other(String why) implements Parsed {}
  }

  /**
   * Looks into a member: within the memory that there is for large content, as long as it looks.
   */
  <T> T read(Content content, Function<Parsed, T> look) {
    if (content.length() > LONGEST) {
      return look.apply(TOO_LONG);
    }
    try (MemoryBudget.Share share = memory.open()) {
      share.take(content.length());
      byte[] text = bytes(content);
      share.take(Extent.ofValues(text));
      return look.apply(parsed(text));
    }
  }

  /** Rules themselves: they are few, and needed whatever else is held. */
  Parsed readRules(Content content) {
    return content.length() > LONGEST ? TOO_LONG : parsed(bytes(content));
  }

  private byte[] bytes(Content content) {
    try (InputStream in = store.open(content, 0, content.length())) {
      byte[] bytes = new byte[Math.toIntExact(content.length())];
      in.readNBytes(bytes, 0, bytes.length);
      return bytes;
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  private static Parsed parsed(byte[] text) {
    try {
      return new Parsed.Document(MAPPER.readTree(text));
    } catch (JacksonException malformed) {
      return new Parsed.Other("the content is not JSON");
    }
  }
}
