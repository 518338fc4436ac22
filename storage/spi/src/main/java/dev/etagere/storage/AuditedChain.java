package dev.etagere.storage;

import dev.etagere.storage.StoreException.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The chain of one resource: from the newest version down to the oldest that is kept, each one
 * number below the one that replaced it and not younger, each in the order of all versions, each
 * with all of its bytes.
 */
final class AuditedChain {

  private static final int PAGE = 500;
  private static final int MOMENTS = 500;
  private static final long MOMENT_NANOS = 2_000_000;

  private final Store store;
  private final Audit.Tally tally;
  private final AuditedOrder order;
  private final ResourcePath path;
  private long expected;
  private Optional<Version> successor = Optional.empty();

  AuditedChain(Store store, Audit.Tally tally, AuditedOrder order, ResourcePath path) {
    this.store = store;
    this.tally = tally;
    this.order = order;
    this.path = path;
  }

  /** Checks it, and the claims that the resource has. */
  void check() {
    tally.resource();
    try {
      long newest = newest();
      checkOrdered(newest);
      walk(newest);
      checkClaims();
    } catch (StoreException damaged) {
      tally.unreadable(path.value(), damaged);
    }
  }

  /** The number of the newest version; where that is damaged, of the newest that the order has. */
  private long newest() {
    try {
      return store.current(path).expected().number();
    } catch (StoreException damaged) {
      if (damaged.trouble() != Trouble.CORRUPT) {
        throw damaged;
      }
      tally.unreadable(path.value(), damaged);
      return order.newest(path);
    }
  }

  private void checkOrdered(long newest) {
    if (newest > order.newest(path)) {
      order.read(); // it may have been written since
    }
    if (order.isWhole() && newest != order.newest(path) && isStill(newest)) {
      chain(
          "its newest version is %d, the order of all versions has %d"
              .formatted(newest, order.newest(path)));
    }
  }

  /**
   * Whether what was newest before still is. The order may have gone on, and what is durable may
   * take a moment to become visible; that is waited for unless much else is wrong already.
   */
  private boolean isStill(long newest) {
    if (newest > order.newest(path)) {
      return true;
    }
    boolean still = store.current(path).expected().number() == newest;
    for (int i = 0; still && i < MOMENTS && tally.isNearlyInOrder(); i++) {
      LockSupport.parkNanos(MOMENT_NANOS);
      still = store.current(path).expected().number() == newest;
    }
    return still;
  }

  private void walk(long newest) {
    expected = newest;
    for (List<Version> page = page(); !page.isEmpty(); page = page()) {
      page.forEach(this::check);
    }
    // what is below was pruned; nothing but the newest has to be kept
    if (newest > 0 && expected == newest && isStill(newest)) {
      chain("its newest version %d is not kept".formatted(newest));
    }
  }

  /** The next versions below; what is damaged is noted and stepped over. */
  private List<Version> page() {
    int limit = PAGE;
    while (expected > 0) {
      try {
        return store.history(path, expected + 1, limit);
      } catch (StoreException damaged) {
        if (limit == 1) {
          damagedContent(expected, damaged);
          successor = Optional.empty();
          expected--;
        }
        limit = 1;
      }
    }
    return List.of();
  }

  private void check(Version version) {
    checkPlace(version);
    successor.ifPresent(later -> checkPredecessor(version, later));
    checkVersion(version);
    successor = Optional.of(version);
    expected = version.number() - 1;
  }

  private void checkPlace(Version version) {
    if (version.number() != expected && !isPruned(expected)) {
      chain("version %d stands where %d should".formatted(version.number(), expected));
    }
    if (!version.path().equals(path)) {
      chain("version %d says that it is of %s".formatted(version.number(), version.path()));
    }
  }

  /** Whether a version is gone together with all that are older. */
  private boolean isPruned(long number) {
    try {
      return store.history(path, number + 1, 1).isEmpty();
    } catch (StoreException damaged) {
      return false;
    }
  }

  private void checkPredecessor(Version version, Version later) {
    if (later.time().isBefore(version.time())) {
      chain("version %d is older than the one that it replaced".formatted(later.number()));
    }
    boolean shares = later.time().getEpochSecond() == version.time().getEpochSecond();
    if (shares && !later.sharesSecond()) {
      chain(
          "version %d does not say that it shares its second with the one that it replaced"
              .formatted(later.number()));
    }
  }

  private void checkVersion(Version version) {
    tally.version();
    if (!isOrdered(version)) {
      chain(
          "version %d is not in the order of all versions, under its operation"
              .formatted(version.number()));
    }
    try {
      Optional<Stored> kept = store.version(path, version.number());
      if (kept.isPresent()) {
        checkKept(version, kept.get());
      } else if (!isPruned(version.number())) {
        content(version.number(), "is not kept");
      }
    } catch (StoreException damaged) {
      if (!isPruned(version.number())) {
        damagedContent(version.number(), damaged);
      }
    }
  }

  /** The order has the version under the operation that made it, word for word. */
  private boolean isOrdered(Version version) {
    try {
      return store
          .landed(version.origin().operation())
          .filter(made -> made.contains(version))
          .isPresent();
    } catch (StoreException damaged) {
      tally.unreadable(path.value(), damaged);
      return true;
    }
  }

  private void checkKept(Version version, Stored kept) {
    if (!kept.version().equals(version)) {
      chain("version %d is not what its history says".formatted(version.number()));
    }
    long length = kept.content().length();
    try (InputStream bytes = store.open(kept.content(), 0, length);
        Counter read = new Counter()) {
      bytes.transferTo(read);
      if (read.bytes != length) {
        content(version.number(), "has %d of its %d bytes".formatted(read.bytes, length));
      }
    } catch (IOException broken) {
      content(version.number(), "cannot be read: " + broken.getMessage());
    }
  }

  private void damagedContent(long number, StoreException damaged) {
    if (damaged.trouble() != Trouble.CORRUPT) {
      throw damaged;
    }
    content(number, "cannot be read: " + damaged.getMessage());
  }

  private void checkClaims() {
    for (Claim claim : store.claims(path)) {
      if (!isHeld(claim) && store.claims(path).contains(claim) && !isHeld(claim)) {
        tally.found(
            Finding.Kind.CLAIM,
            path.value(),
            "it has the claim %s, which it does not hold".formatted(claim.key()));
      }
    }
  }

  private boolean isHeld(Claim claim) {
    return store.holdings(claim.key(), 1).contains(new Holding(claim, path));
  }

  private void chain(String what) {
    tally.found(Finding.Kind.CHAIN, path.value(), what);
  }

  private void content(long number, String what) {
    tally.found(Finding.Kind.CONTENT, path.value(), "version %d %s".formatted(number, what));
  }

  /** Where content ends that is only to be read. */
  private final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int octet) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
      tally.bytes(length);
    }
  }
}
