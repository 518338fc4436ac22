package dev.etagere.storage;

import dev.etagere.storage.StoreException.Trouble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The order of all versions, as far as it concerns some resources: positions rise, and each
 * resource's versions come as 1, 2, 3, …
 */
final class AuditedOrder {

  private static final int PAGE = 500;

  private final Store store;
  private final Audit.Tally tally;
  private final Predicate<ResourcePath> concerned;
  private final Map<ResourcePath, Long> counted = new HashMap<>();
  private boolean whole = true;
  private long seen;

  AuditedOrder(Store store, Audit.Tally tally, Predicate<ResourcePath> concerned) {
    this.store = store;
    this.tally = tally;
    this.concerned = concerned;
  }

  /** Reads on to what is its end now. */
  void read() {
    long end = store.newestSequence();
    while (seen < end) {
      List<Change> page = page(end);
      page.forEach(this::check);
      tally.positions(page.size());
      if (page.isEmpty()) {
        seen = end;
      }
    }
  }

  private List<Change> page(long end) {
    try {
      return store.changes(seen, PAGE);
    } catch (StoreException damaged) {
      return behindDamage(damaged, end);
    }
  }

  /** Goes position by position to the one that is damaged, and on to the first that is not. */
  private List<Change> behindDamage(StoreException damaged, long end) {
    refuseSilence(damaged);
    long first = 0;
    for (; seen < end; seen++) {
      try {
        List<Change> next = store.changes(seen, 1);
        if (first > 0) {
          report(first, seen, damaged);
        }
        return next;
      } catch (StoreException again) {
        refuseSilence(again);
        first = first == 0 ? seen + 1 : first;
      }
    }
    report(first, end, damaged);
    return List.of();
  }

  private static void refuseSilence(StoreException damaged) {
    if (damaged.trouble() != Trouble.CORRUPT) {
      throw damaged;
    }
  }

  private void report(long first, long last, StoreException damaged) {
    whole = false;
    tally.unreadable(
        "positions %d to %d of the order of all versions".formatted(first, last), damaged);
  }

  private void check(Change change) {
    if (change.sequence() <= seen) {
      tally.found(
          Finding.Kind.ORDER, "position " + change.sequence(), "it comes behind position " + seen);
    }
    seen = change.sequence();
    Version version = change.version();
    if (concerned.test(version.path())) {
      long last = counted.getOrDefault(version.path(), 0L);
      counted.put(version.path(), version.number());
      if (whole && version.number() != last + 1) {
        tally.found(
            Finding.Kind.ORDER,
            version.path().value(),
            "at position %d the order has version %d where %d should be"
                .formatted(seen, version.number(), last + 1));
      }
    }
  }

  /** The resources that it names. */
  Set<ResourcePath> paths() {
    return Set.copyOf(counted.keySet());
  }

  /** The newest version of a resource that it has, 0 for none. */
  long newest(ResourcePath path) {
    return counted.getOrDefault(path, 0L);
  }

  /** Whether all of it could be read. */
  boolean isWhole() {
    return whole;
  }
}
