package dev.etagere.server.rules;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * How many writes lacked their condition, by collection and caller, since the server started. Of
 * the first 10,000 pairs; callers without a name count as {@code anonymous}.
 */
public final class UnconditionalWrites {
  private static final int MOST = 10_000;

  private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

  private final Consumer<String> counted;

  /**
   * @param counted is told the caller of each
   */
  public UnconditionalWrites(Consumer<String> counted) {
    this.counted = counted;
  }

  private record Key(String prefix, String caller) {}

  void count(String prefix, String caller) {
    Key key = new Key(prefix, caller.isEmpty() ? "anonymous" : caller);
    counted.accept(key.caller());
    if (counts.size() < MOST || counts.containsKey(key)) {
      counts.computeIfAbsent(key, first -> new LongAdder()).increment();
    }
  }

  /** Callers with their counts. */
  Map<String, Long> of(String prefix) {
    Map<String, Long> callers = new TreeMap<>();
    counts.forEach((key, count) -> {
      if (key.prefix().equals(prefix)) {
        callers.put(key.caller(), count.sum());
      }
    });
    return callers;
  }
}
