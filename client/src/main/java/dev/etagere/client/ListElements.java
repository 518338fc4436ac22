package dev.etagere.client;

import java.util.ArrayList;
import java.util.List;

/** Splits a field value at the commas that stand outside quoted strings and angle brackets. */
final class ListElements {
  private ListElements() {}

  /** The elements, trimmed; empty ones are skipped (§5.6.1). */
  static List<String> of(String value) {
    return split(value, ',');
  }

  static List<String> split(String value, char separator) {
    List<String> elements = new ArrayList<>();
    int start = 0;
    char until = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (until == '"' && c == '\\') {
        i++;
      } else if (until != 0) {
        until = c == until ? 0 : until;
      } else if (c == '"' || c == '<') {
        until = c == '"' ? '"' : '>';
      } else if (c == separator) {
        add(elements, value.substring(start, i));
        start = i + 1;
      }
    }
    add(elements, value.substring(start));
    return elements;
  }

  private static void add(List<String> elements, String element) {
    if (!element.isBlank()) {
      elements.add(element.trim());
    }
  }
}
