package dev.etagere.storage;

import java.nio.file.Path;

/** Opens the stores of one kind. Providers are found by {@link java.util.ServiceLoader}. */
public interface StoreProvider {

  /** What a store's location begins with, before the colon: {@code rocksdb}, {@code postgresql}. */
  String scheme();

  /**
   * Opens a store, making it where there is none.
   *
   * @param location scheme, colon and the rest: {@code rocksdb:/var/lib/etagere}
   * @param data a folder of this server's own, which the store may use and need not
   * @param observer is told what the store does
   * @throws StoreException if it cannot be opened; the message is for the operator
   */
  Store open(String location, Path data, StoreObserver observer);
}
