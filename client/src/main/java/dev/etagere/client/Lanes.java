package dev.etagere.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The lanes of the URLs that were updated last. */
final class Lanes {
  private static final int MOST = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<URI, Lane> lanes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Lane> eldest) {
          return size() > MOST;
        }
      };

  Lane of(URI url) {
    lock.lock();
    try {
      return lanes.computeIfAbsent(url, unknown -> new Lane());
    } finally {
      lock.unlock();
    }
  }
}
