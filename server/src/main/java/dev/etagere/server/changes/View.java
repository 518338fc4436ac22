package dev.etagere.server.changes;

import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Router;
import dev.etagere.storage.Change;
import dev.etagere.storage.Version;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What one caller sees of the feed.
 *
 * @param prefix of the paths that it asks for; those of the server's own space only where the
 *     prefix names it
 * @param caller who may not read all of them
 */
record View(String prefix, Caller caller) {

  boolean shows(Change change) {
    Version version = change.version();
    return version.path().isUnder(prefix)
        && (prefix.startsWith(Router.SPACE) || !version.path().isUnder(Router.SPACE))
        && caller.mayRead(version.path());
  }

  static Map<String, Object> document(Change change) {
    Version version = change.version();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("cursor", Position.cursor(change.sequence()));
    document.put("path", version.path().value());
    document.put("version", version.number());
    document.put("etag", '"' + version.tag() + '"');
    document.put("kind", version.kind().name().toLowerCase(Locale.ROOT));
    document.put("time", version.time().toString());
    if (!version.origin().writer().isEmpty()) {
      document.put("writer", version.origin().writer());
    }
    return document;
  }

  static String json(Change change) {
    return new String(Json.bytes(document(change)), java.nio.charset.StandardCharsets.UTF_8);
  }
}
