package dev.etagere.server.retries;

import dev.etagere.server.http.Json;
import dev.etagere.server.resources.Written;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Writes down what a commit made, and reads it again for a retry. */
final class Ledger {

  private final Store store;

  Ledger(Store store) {
    this.store = store;
  }

  /** The outcome as it is kept in a receipt. */
  static String written(List<Written.Made> made) {
    List<Map<String, Object>> entries = made.stream().map(Ledger::entry).toList();
    return Json.mapper().writeValueAsString(entries);
  }

  private static Map<String, Object> entry(Written.Made made) {
    Version version = made.stored().version();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("path", version.path().value());
    entry.put("version", version.number());
    entry.put("token", version.token());
    entry.put("time", version.time().toString());
    entry.put("kind", version.kind().name());
    entry.put("created", made.created());
    return entry;
  }

  /**
   * What was made then. A version whose history is gone comes without its content: its tag is told
   * all the same.
   */
  List<Written.Made> read(String outcome) {
    return Json.mapper().readTree(outcome).valueStream().map(this::made).toList();
  }

  private Written.Made made(JsonNode entry) {
    ResourcePath path = new ResourcePath(entry.path("path").asString());
    Stored stored =
        store
            .version(path, entry.path("version").asLong())
            .orElseGet(() -> new Stored(remembered(path, entry), Content.NONE));
    return new Written.Made(stored, entry.path("created").asBoolean());
  }

  private static Version remembered(ResourcePath path, JsonNode entry) {
    return new Version(
        path,
        entry.path("version").asLong(),
        entry.path("token").asString(),
        Instant.parse(entry.path("time").asString()),
        false,
        Version.Kind.valueOf(entry.path("kind").asString()),
        "",
        0,
        new Version.Origin("", "", ""));
  }
}
