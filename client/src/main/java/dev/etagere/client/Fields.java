package dev.etagere.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Header fields: names without regard to case, values in the order of their lines. */
final class Fields {
  static final Fields NONE = new Fields(Map.of());

  private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private Fields(Map<String, List<String>> lines) {
    lines.forEach((name, values) -> this.lines.put(name, List.copyOf(values)));
  }

  static Fields of(Map<String, List<String>> lines) {
    return new Fields(lines);
  }

  Map<String, List<String>> lines() {
    return Collections.unmodifiableMap(lines);
  }

  List<String> all(String name) {
    return lines.getOrDefault(name, List.of());
  }

  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** All lines of one name as one value (§5.3). */
  Optional<String> combined(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  Fields with(String name, String value) {
    Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(lines);
    changed.put(name, List.of(value));
    return new Fields(changed);
  }

  Fields plus(String name, String value) {
    List<String> values = new ArrayList<>(all(name));
    values.add(value);
    Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(lines);
    changed.put(name, values);
    return new Fields(changed);
  }

  /** These fields, with those of {@code newer} in place of the ones of the same name. */
  Fields updatedBy(Fields newer) {
    Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(lines);
    changed.putAll(newer.lines);
    return new Fields(changed);
  }

  Fields without(String... names) {
    Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(lines);
    for (String name : names) {
      changed.remove(name);
    }
    return new Fields(changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields that && lines.equals(that.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  @Override
  public String toString() {
    return lines.keySet().toString();
  }
}
