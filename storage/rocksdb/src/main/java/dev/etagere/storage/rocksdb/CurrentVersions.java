package dev.etagere.storage.rocksdb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Write;
import java.util.function.Function;

/**
 * What stands at the paths that were read or written last, in memory. The committer, which alone
 * writes, puts in what has become durable before it acknowledges it; so whoever reads here sees
 * every commit that was acknowledged before the reading began.
 */
final class CurrentVersions {

  /** The memory that is used at most: an eighth of the heap, and not more than this. */
  private static final long MOST_BYTES = 128L << 20;

  /** What an entry takes beside path and content, roughly. */
  private static final int ENTRY_BYTES = 400;

  private volatile Cache<ResourcePath, Selected> cache = empty();

  private static Cache<ResourcePath, Selected> empty() {
    return Caffeine.newBuilder()
        .executor(Runnable::run)
        .maximumWeight(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 8))
        .weigher(CurrentVersions::bytes)
        .build();
  }

  private static int bytes(ResourcePath path, Selected selected) {
    int content =
        selected instanceof Selected.Present present
                && present.current().content() instanceof Content.Inline inline
            ? inline.bytes().length
            : 0;
    return ENTRY_BYTES + path.value().length() + content;
  }

  /**
   * What stands at the path: what is known, or what {@code reading} finds. A commit to the path
   * waits for a reading that has begun, and so is never covered by what that one found.
   */
  Selected at(ResourcePath path, Function<ResourcePath, Selected> reading) {
    Cache<ResourcePath, Selected> known = cache;
    Selected selected = known.getIfPresent(path);
    return selected == null ? known.get(path, reading) : selected;
  }

  /** Takes note of what has become durable. */
  void written(Write write) {
    cache.put(write.path(), Selected.of(write.stored()));
  }

  /**
   * Forgets everything, also what is just being read, for nobody knows any more what is durable.
   */
  void forget() {
    cache = empty();
  }
}
