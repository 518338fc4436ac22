package dev.etagere.storage.rocksdb;

import dev.etagere.storage.ResourcePath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The current rows of the paths that the committer looked at or wrote last, so that a chain of
 * writes reads none. It belongs to the committer, which alone changes such rows, and to its thread.
 */
final class NewestRows {

  private static final int MOST = 10_000;

  private final Map<ResourcePath, Optional<Rows.Current>> rows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<ResourcePath, Optional<Rows.Current>> eldest) {
          return size() > MOST;
        }
      };

  /** The row of a path, nothing if it has none: what is known, or what {@code reading} finds. */
  Optional<Rows.Current> at(
      ResourcePath path, Function<ResourcePath, Optional<Rows.Current>> reading) {
    return rows.computeIfAbsent(path, reading);
  }

  /** Takes note of a row that has become durable. */
  void written(ResourcePath path, Rows.Current row) {
    rows.put(path, Optional.of(row));
  }

  /** Forgets one row, since another has taken its place. */
  void forget(ResourcePath path) {
    rows.remove(path);
  }
}
