package dev.etagere.server.fuzz;

import static dev.etagere.server.fuzz.Promise.isKept;

import dev.etagere.merge.Json;

/** JSON: checking and reading agree, and what is read can be written and read again. */
public final class JsonTarget {

  private JsonTarget() {}

  /** What the fuzzer calls, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    Json.Parsed parsed = Json.parse(input);
    boolean isRead = parsed instanceof Json.Parsed.Document;
    isKept(Json.check(input).isEmpty() == isRead, parsed);
    if (parsed instanceof Json.Parsed.Document(Json document)) {
      isKept(Json.parse(document.bytes()).equals(parsed), document);
    }
  }
}
