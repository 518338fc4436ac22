package dev.etagere.storage.tck;

import dev.etagere.storage.Change;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a store's chains against each other, against the order of all versions, and against a
 * ledger of what was acknowledged: nothing lost, doubled or forked, no tag used twice, no number
 * left out. The store is not written to meanwhile.
 */
public final class HistoryChecker {

  private static final int PAGE = 500;

  private final Store store;
  private final List<String> faults = new ArrayList<>();
  private final Map<ResourcePath, Long> counted = new HashMap<>();
  private final Set<String> tokens = new HashSet<>();

  private HistoryChecker(Store store) {
    this.store = store;
  }

  /**
   * What is wrong, a sentence for each fault; nothing if all is well.
   *
   * @param ledger what the store acknowledged, in any order; it may have more than this
   */
  public static List<String> check(Store store, Collection<AcknowledgedWrite> ledger) {
    HistoryChecker checker = new HistoryChecker(store);
    checker.checkOrder();
    checker.checkChains();
    checker.checkLedger(ledger);
    return List.copyOf(checker.faults);
  }

  private void checkOrder() {
    long seen = 0;
    for (List<Change> page = store.changes(0, PAGE);
        !page.isEmpty();
        page = store.changes(seen, PAGE)) {
      for (Change change : page) {
        require(change.sequence() > seen, "position " + change.sequence() + " comes after " + seen);
        seen = change.sequence();
        checkNext(change.version());
      }
    }
    require(
        seen == store.newestSequence(),
        "the newest position is " + store.newestSequence() + ", the last one read " + seen);
  }

  private void checkNext(Version version) {
    long number = counted.merge(version.path(), 1L, Long::sum);
    require(
        version.number() == number,
        version.path() + ": version " + version.number() + " stands where " + number + " should");
    require(
        tokens.add(version.token()),
        version.path() + ": the tag " + version.tag() + " was used before");
    require(
        store
            .landed(version.origin().operation())
            .filter(made -> made.contains(version))
            .isPresent(),
        version.path()
            + ": the operation of version "
            + version.number()
            + " is not known to have made it");
  }

  private void checkChains() {
    Set<ResourcePath> paths = new HashSet<>();
    String from = "";
    for (List<ResourcePath> page = store.paths(from, PAGE);
        paths.addAll(page);
        page = store.paths(from, PAGE)) {
      from = page.get(page.size() - 1).value();
    }
    paths.forEach(this::checkChain);
    require(
        paths.equals(counted.keySet()),
        "the paths are not those of the order: " + difference(paths));
  }

  private Set<ResourcePath> difference(Set<ResourcePath> paths) {
    Set<ResourcePath> either = new HashSet<>(paths);
    either.addAll(counted.keySet());
    either.removeIf(path -> paths.contains(path) && counted.containsKey(path));
    return either;
  }

  private void checkChain(ResourcePath path) {
    long newest = store.current(path).expected().number();
    require(
        newest == counted.getOrDefault(path, 0L),
        path
            + ": the newest version is "
            + newest
            + ", the order has "
            + counted.getOrDefault(path, 0L));
    long expected = newest;
    for (List<Version> page = store.history(path, Long.MAX_VALUE, PAGE);
        !page.isEmpty();
        page = store.history(path, expected + 1, PAGE)) {
      for (Version version : page) {
        require(
            version.number() == expected,
            path + ": version " + version.number() + " stands where " + expected + " should");
        checkKept(version);
        expected = version.number() - 1;
      }
    }
    // what is below was pruned; nothing but the newest has to be kept
    require(
        newest == 0 || expected < newest, path + ": its newest version " + newest + " is not kept");
  }

  private void checkKept(Version version) {
    Optional<Stored> kept = store.version(version.path(), version.number());
    require(
        kept.filter(stored -> stored.version().equals(version)).isPresent(),
        version.path() + ": version " + version.number() + " is not what its history says");
    kept.ifPresent(this::checkReadable);
  }

  /** The store checks what it reads; here it is read to its end. */
  private void checkReadable(Stored stored) {
    long length = stored.content().length();
    try (InputStream content = store.open(stored.content(), 0, length)) {
      long read = content.transferTo(OutputStream.nullOutputStream());
      require(
          read == length, stored.version() + ": " + read + " of " + length + " bytes are there");
    } catch (IOException | StoreException unreadable) {
      faults.add("%s cannot be read: %s".formatted(stored.version(), unreadable.getMessage()));
    }
  }

  private void checkLedger(Collection<AcknowledgedWrite> ledger) {
    Map<String, AcknowledgedWrite> seen = new HashMap<>();
    for (AcknowledgedWrite write : ledger) {
      AcknowledgedWrite other = seen.putIfAbsent(write.number() + " " + write.path(), write);
      require(
          other == null || other.equals(write),
          write.path() + ": version " + write.number() + " was acknowledged to two writers");
      checkAcknowledged(write);
    }
  }

  private void checkAcknowledged(AcknowledgedWrite write) {
    Optional<Stored> kept = store.version(write.path(), write.number());
    if (kept.isEmpty()) {
      require(
          tokens.contains(write.token()),
          write.path() + ": acknowledged version " + write.number() + " is lost");
      return;
    }
    require(
        kept.get().version().token().equals(write.token()),
        write.path() + ": version " + write.number() + " is not the one that was acknowledged");
    long checksum = AcknowledgedWrite.checksum(kept.get().content());
    require(
        write.checksum() == AcknowledgedWrite.UNCHECKED || write.checksum() == checksum,
        write.path()
            + ": the content of version "
            + write.number()
            + " is not what was acknowledged");
  }

  private void require(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }
}
