package dev.etagere.server.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a document, and where.
 *
 * @param pointer the place, as a JSON Pointer
 * @param detail a clause for a person
 */
record Fault(String pointer, String detail) {

  /** As the member {@code errors} of a problem. */
  static List<Map<String, String>> documents(List<Fault> faults) {
    return faults.stream().map(Fault::document).toList();
  }

  private Map<String, String> document() {
    Map<String, String> document = new LinkedHashMap<>();
    document.put("pointer", pointer);
    document.put("detail", detail);
    return document;
  }
}
