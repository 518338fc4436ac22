package dev.etagere.server.history;

import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** Drops the versions that nobody has to keep any longer; never the newest of a resource. */
public final class Compactor implements Runnable {

  private static final int PAGE = 500;

  private final Store store;
  private final InstantSource clock;
  private final Function<ResourcePath, Kept> kept;

  /**
   * What is kept of a resource.
   *
   * @param versions the newest so many, the current one included; at least 1
   * @param age those that were replaced not longer ago than this
   */
  public record Kept(int versions, Duration age) {}

  public Compactor(Store store, InstantSource clock, Function<ResourcePath, Kept> kept) {
    this.store = store;
    this.clock = clock;
    this.kept = kept;
  }

  /** Goes through all resources once. */
  @Override
  public void run() {
    List<ResourcePath> page = store.paths("", PAGE);
    while (!page.isEmpty()) {
      page.forEach(this::compact);
      String next = page.getLast().value() + '\u0001';
      page = page.size() < PAGE ? List.of() : store.paths(next, PAGE);
    }
  }

  private void compact(ResourcePath path) {
    long below = below(path, kept.apply(path));
    if (below > 1) {
      store.prune(path, below);
    }
  }

  /** The number below which nothing is kept. A version was replaced when the next one was made. */
  private long below(ResourcePath path, Kept bounds) {
    Instant oldest = clock.instant().minus(bounds.age());
    long before = Long.MAX_VALUE;
    int seen = 0;
    Instant replaced = Instant.MAX;
    List<Version> page = store.history(path, before, PAGE);
    while (!page.isEmpty()) {
      for (Version version : page) {
        if (seen >= bounds.versions() || replaced.isBefore(oldest)) {
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
