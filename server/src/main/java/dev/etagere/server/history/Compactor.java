package dev.etagere.server.history;

import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Drops the versions that nobody has to keep any longer; never the newest of a resource. */
public final class Compactor implements Runnable {

  private static final int PAGE = 500;

  private final Store store;
  private final InstantSource clock;
  private final Supplier<Bounds> bounds;

  /**
   * @param bounds asked again and again, so that bounds that were changed hold for the next
   *     resources
   */
  public Compactor(Store store, InstantSource clock, Supplier<Bounds> bounds) {
    this.store = store;
    this.clock = clock;
    this.bounds = bounds;
  }

  /** Goes once through all resources of which not every version is kept. */
  @Override
  public void run() {
    bounds.get().bounded().forEach(this::compactUnder);
  }

  private void compactUnder(String prefix) {
    List<ResourcePath> page = page(prefix, prefix);
    while (!page.isEmpty()) {
      Bounds current = bounds.get();
      page.forEach(path -> compact(path, current.at(path)));
      page = page.size() < PAGE ? List.of() : page(prefix, page.getLast().value() + ' ');
    }
  }

  private List<ResourcePath> page(String prefix, String from) {
    return store.paths(from, PAGE).stream()
        .takeWhile(path -> path.value().startsWith(prefix))
        .toList();
  }

  private void compact(ResourcePath path, Bounds.Kept kept) {
    if (kept.equals(Bounds.Kept.ALL)) {
      return;
    }
    long below = below(path, kept);
    if (below > 1) {
      store.prune(path, below);
    }
  }

  /** The number below which nothing is kept. A version was replaced when the next one was made. */
  private long below(ResourcePath path, Bounds.Kept kept) {
    Instant oldest = clock.instant().minus(kept.age());
    long before = Long.MAX_VALUE;
    int seen = 0;
    Instant replaced = Instant.MAX;
    List<Version> page = store.history(path, before, PAGE);
    while (!page.isEmpty()) {
      for (Version version : page) {
        if (seen >= kept.versions() || replaced.isBefore(oldest)) {
          return version.number() + 1;
        }
        seen++;
        replaced = version.time();
        before = version.number();
      }
      page = page.size() < PAGE ? List.of() : store.history(path, before, PAGE);
    }
    return 0;
  }
}
