package dev.etagere.server.history;

import dev.etagere.storage.ResourcePath;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How much history is kept where.
 *
 * @param otherwise what is kept of resources in no collection with bounds of its own
 * @param collections bounds by the collection's path, which ends in a slash; the longest that a
 *     resource is under holds for it
 */
public record Bounds(Kept otherwise, Map<String, Kept> collections) {

  private static final Duration FOR_EVER = Duration.ofDays(365L * 10_000);

  /**
   * What is kept of a resource.
   *
   * @param versions the newest so many, the current one included; at least 1, {@link
   *     Integer#MAX_VALUE} for all
   * @param age those that were replaced not longer ago than this; ten thousand years are for ever
   */
  public record Kept(int versions, Duration age) {

    /** Every version. */
    public static final Kept ALL = new Kept(Integer.MAX_VALUE, FOR_EVER);

    public Kept {
      age = age.compareTo(FOR_EVER) > 0 ? FOR_EVER : age;
    }
  }

  public Bounds {
    collections = Map.copyOf(collections);
  }

  /** What is kept of the resource. */
  Kept at(ResourcePath path) {
    return collections.keySet().stream()
        .filter(path::isUnder)
        .max(Comparator.comparingInt(String::length))
        .map(collections::get)
        .orElse(otherwise);
  }

  /** Prefixes of paths, none within another, outside of which every version is kept. */
  List<String> bounded() {
    if (!otherwise.equals(Kept.ALL)) {
      return List.of("");
    }
    List<String> bounded =
        collections.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(Kept.ALL))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return bounded.stream()
        .filter(inner ->
            bounded.stream().noneMatch(outer -> !inner.equals(outer) && inner.startsWith(outer)))
        .toList();
  }
}
