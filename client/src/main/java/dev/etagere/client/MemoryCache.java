package dev.etagere.client;

import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Replies in memory, in the order of their last use. */
final class MemoryCache extends ResponseCache {
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<URI, StoredReply> replies = new LinkedHashMap<>(16, 0.75f, true);
  private String holder = "";
  private long weight;

  MemoryCache(long maxBytes) {
    this.maxBytes = positive(maxBytes);
  }

  @Override
  void enter(String account) {
    locked(() -> {
      if (!holder.equals(account)) {
        replies.clear();
        weight = 0;
        holder = account;
      }
    });
  }

  @Override
  Optional<StoredReply> find(URI url, String account) {
    lock.lock();
    try {
      return Optional.ofNullable(replies.get(url)).filter(held -> held.account().equals(account));
    } finally {
      lock.unlock();
    }
  }

  @Override
  void put(StoredReply stored) {
    locked(() -> {
      remove(stored.url());
      if (stored.account().equals(holder) && stored.weight() <= maxBytes) {
        replies.put(stored.url(), stored);
        weight += stored.weight();
        evict();
      }
    });
  }

  @Override
  void drop(URI url) {
    locked(() -> remove(url));
  }

  private void remove(URI url) {
    StoredReply gone = replies.remove(url);
    weight -= gone == null ? 0 : gone.weight();
  }

  private void evict() {
    Iterator<StoredReply> eldest = replies.values().iterator();
    while (weight > maxBytes) {
      weight -= eldest.next().weight();
      eldest.remove();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
