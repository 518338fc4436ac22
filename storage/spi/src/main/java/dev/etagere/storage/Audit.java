package dev.etagere.storage;

import dev.etagere.storage.StoreException.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks a whole store and holds what it says against itself: the chain of each resource, the order
 * of all versions, the claims, and every byte of content that is kept.
 *
 * <p>The store may be written to meanwhile: what changed under the walk is looked at again before
 * it is called wrong. Memory is bounded: resources are taken by the quarter million, and the order
 * of all versions is read once for each of these ranges.
 *
 * <p>That no tag names two versions follows from the chain: a tag begins with its version's number,
 * and no number stands twice.
 */
public final class Audit {

  private static final int PAGE = 500;
  private static final int RANGE = 250_000;

  /** The character after a path gives the next path that there can be: none has one below it. */
  private static final String NEXT = " ";

  private final Store store;
  private final Tally tally;

  /** Is told what an audit finds, while it goes on. */
  public interface Listener {

    /** Something is wrong. */
    void found(Finding finding);

    /** How far the audit is; called often, at least once for each mebibyte that is read. */
    void at(Progress progress);
  }

  /**
   * How far an audit is, and at its end what it has looked at.
   *
   * @param resources whose chain was checked, deleted ones included
   * @param versions that were checked, each with its content
   * @param bytes of content that were read
   * @param positions of the order of all versions that were read
   * @param claims that were checked
   * @param findings how many things are wrong
   */
  public record Progress(
      long resources, long versions, long bytes, long positions, long claims, long findings) {}

  private Audit(Store store, Listener listener) {
    this.store = store;
    this.tally = new Tally(listener);
  }

  /**
   * Checks all of a store.
   *
   * @return what was looked at; the store is in order if there are no findings
   * @throws StoreException if the store does not answer; damage is a finding, not an exception
   */
  public static Progress of(Store store, Listener listener) {
    Audit audit = new Audit(store, listener);
    audit.checkOwnFiles();
    audit.checkResources();
    audit.checkHoldings();
    return audit.tally.progress();
  }

  private void checkOwnFiles() {
    store.examine().forEach(what -> tally.found(Finding.Kind.UNREADABLE, "the store", what));
  }

  /**
   * A stretch of the paths.
   *
   * @param from the first path that belongs to it, empty for the very first
   * @param paths the store's, in order
   * @param open whether all paths behind the last belong to it, too
   */
  private record Range(String from, List<ResourcePath> paths, boolean open) {

    boolean has(ResourcePath path) {
      return (from.isEmpty() || path.compareTo(new ResourcePath(from)) >= 0)
          && (open || path.compareTo(last()) <= 0);
    }

    ResourcePath last() {
      return paths.get(paths.size() - 1);
    }
  }

  private void checkResources() {
    Range range = range("");
    check(range);
    while (!range.open()) {
      range = range(range.last().value() + NEXT);
      check(range);
    }
  }

  private Range range(String from) {
    List<ResourcePath> paths = new ArrayList<>();
    String next = from;
    try {
      List<ResourcePath> page = store.paths(next, PAGE);
      while (!page.isEmpty() && paths.size() < RANGE) {
        paths.addAll(page);
        next = paths.get(paths.size() - 1).value() + NEXT;
        page = store.paths(next, PAGE);
      }
      return new Range(from, paths, page.isEmpty());
    } catch (StoreException damaged) {
      tally.unreadable("the list of resources behind " + next, damaged);
      return new Range(from, paths, true);
    }
  }

  private void check(Range range) {
    AuditedOrder order = new AuditedOrder(store, tally, range::has);
    order.read();
    Set<ResourcePath> paths = new LinkedHashSet<>(range.paths());
    for (ResourcePath path : order.paths()) {
      if (paths.add(path)) {
        checkListed(path);
      }
    }
    paths.forEach(path -> new AuditedChain(store, tally, order, path).check());
  }

  /** A path that the list did not have may have been written since. */
  private void checkListed(ResourcePath path) {
    try {
      if (!store.paths(path.value(), 1).contains(path)) {
        tally.found(
            Finding.Kind.ORDER,
            path.value(),
            "the order of all versions has it, the list of resources does not");
      }
    } catch (StoreException damaged) {
      tally.unreadable(path.value(), damaged);
    }
  }

  private void checkHoldings() {
    Optional<Holding> last = Optional.empty();
    try {
      for (List<Holding> page = holdings(last); !page.isEmpty(); page = holdings(last)) {
        page.forEach(this::checkHolding);
        last = Optional.of(page.get(page.size() - 1));
      }
    } catch (StoreException damaged) {
      tally.unreadable("the list of claims", damaged);
    }
  }

  private List<Holding> holdings(Optional<Holding> last) {
    List<Holding> page = store.holdings(last.map(seen -> seen.claim().key()).orElse(""), PAGE);
    boolean overlaps =
        !page.isEmpty() && Optional.of(page.get(0).claim()).equals(last.map(Holding::claim));
    return overlaps ? page.subList(1, page.size()) : page;
  }

  private void checkHolding(Holding holding) {
    tally.claim();
    boolean held = store.claims(holding.holder()).contains(holding.claim());
    if (!held && store.holdings(holding.claim().key(), 1).contains(holding)) {
      tally.found(
          Finding.Kind.CLAIM,
          holding.holder().value(),
          "it is said to hold the claim %s, and does not".formatted(holding.claim().key()));
    }
  }

  /** What an audit has seen and found so far. */
  static final class Tally {

    private static final long BETWEEN_REPORTS = 1L << 20;
    private static final long FEW = 10;

    private final Listener listener;
    private long resources;
    private long versions;
    private long bytes;
    private long positions;
    private long claims;
    private long findings;

    private Tally(Listener listener) {
      this.listener = listener;
    }

    Progress progress() {
      return new Progress(resources, versions, bytes, positions, claims, findings);
    }

    boolean isNearlyInOrder() {
      return findings < FEW;
    }

    void resource() {
      resources++;
      listener.at(progress());
    }

    void version() {
      versions++;
    }

    void bytes(long read) {
      long before = bytes;
      bytes += read;
      if (before / BETWEEN_REPORTS != bytes / BETWEEN_REPORTS) {
        listener.at(progress());
      }
    }

    void positions(int read) {
      positions += read;
      listener.at(progress());
    }

    void claim() {
      claims++;
    }

    void found(Finding.Kind kind, String where, String what) {
      findings++;
      listener.found(new Finding(kind, where, what));
    }

    /** Notes damage; a store that does not answer ends the audit. */
    void unreadable(String where, StoreException damaged) {
      if (damaged.trouble() != Trouble.CORRUPT) {
        throw damaged;
      }
      found(Finding.Kind.UNREADABLE, where, String.valueOf(damaged.getMessage()));
    }
  }
}
