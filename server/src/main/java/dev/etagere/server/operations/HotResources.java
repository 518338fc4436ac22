package dev.etagere.server.operations;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names that are counted most often, in bounded memory. Where there is no room for a new name,
 * it takes the place and the count of the one with the smallest count ("space saving", Metwally et
 * al. 2005): a count is never too small, and what is counted more often than the smallest count is
 * never missing.
 */
final class HotResources {

  private static final int REMEMBERED = 256;
  private static final int SHOWN = 20;

  private final Map<String, Long> counts = new HashMap<>();

  synchronized void count(String name) {
    if (counts.size() < REMEMBERED || counts.containsKey(name)) {
      counts.merge(name, 1L, Long::sum);
    } else {
      Map.Entry<String, Long> least =
          counts.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
      counts.remove(least.getKey());
      counts.put(name, least.getValue() + 1);
    }
  }

  /** The names with the largest counts, largest first. */
  synchronized Map<String, Long> hottest() {
    Map<String, Long> hottest = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(entry -> hottest.put(entry.getKey(), entry.getValue()));
    return hottest;
  }
}
