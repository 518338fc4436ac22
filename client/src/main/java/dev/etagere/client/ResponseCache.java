package dev.etagere.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Keeps what was read, by URL and account, so that reading it again costs a 304. It acts as a
 * private cache (RFC 9111): {@code Cache-Control}, {@code Expires}, {@code Age} and {@code Vary}
 * are obeyed, no freshness is guessed, and what a write touched is dropped (§4.4).
 *
 * <p>It holds the replies of one account at a time: as soon as requests come with other credentials
 * it is emptied.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Values.java" region="cache"}
 */
public abstract sealed class ResponseCache permits MemoryCache, DirectoryCache, NoCache {

  private static final int STAMPS = 256;

  private final AtomicIntegerArray stamps = new AtomicIntegerArray(STAMPS);

  ResponseCache() {}

  /** Keeps nothing. */
  public static ResponseCache none() {
    return new NoCache();
  }

  /**
   * Keeps replies in memory, the least recently used going first.
   *
   * @param maxBytes how much at most, bodies and header fields together; from 1
   */
  public static ResponseCache inMemory(long maxBytes) {
    return new MemoryCache(maxBytes);
  }

  /**
   * Keeps replies in a folder of its own, which is made if it is missing, readable by its owner
   * only. Several processes may share it. A file that is damaged counts as absent.
   *
   * @param maxBytes how much at most, bodies and header fields together; from 1
   */
  public static ResponseCache inDirectory(Path folder, long maxBytes) {
    return new DirectoryCache(folder, maxBytes);
  }

  /** Empties the cache if it holds the replies of another account. */
  abstract void enter(String account);

  /** What is held for the URL, if it belongs to the account. */
  abstract Optional<StoredReply> find(URI url, String account);

  /** A number that {@link #forget} changes: to be taken before a request is sent. */
  final int stamp(URI url) {
    return stamps.get(slot(url));
  }

  /**
   * Keeps a reply in place of any other for its URL, unless the URL was written since the stamp was
   * taken: then the reply may be from before.
   */
  final void keep(StoredReply stored, int stamp) {
    if (stamp(stored.url()) == stamp) {
      put(stored);
    }
  }

  /** Drops what is held for the URL, and what is still on its way. */
  final void forget(URI url) {
    stamps.incrementAndGet(slot(url));
    drop(url);
  }

  abstract void put(StoredReply stored);

  abstract void drop(URI url);

  private static int slot(URI url) {
    return Math.floorMod(url.hashCode(), STAMPS);
  }

  static long positive(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("a cache holds at least 1 byte, not " + maxBytes);
    }
    return maxBytes;
  }
}
