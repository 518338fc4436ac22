package dev.etagere.storage.postgresql;

import dev.etagere.storage.Store;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/** Who is called after a commit, of this server or of another. */
final class Listeners {

  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

  Store.Subscription add(LongConsumer listener) {
    LongConsumer own = sequence -> listener.accept(sequence); // who subscribed twice ends once
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  void committed(long sequence) {
    listeners.forEach(listener -> listener.accept(sequence));
  }
}
