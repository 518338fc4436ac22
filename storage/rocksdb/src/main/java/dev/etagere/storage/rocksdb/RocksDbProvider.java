package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.StoreProvider;
import java.nio.file.Path;

/** Opens {@code rocksdb:DIR}. */
public final class RocksDbProvider implements StoreProvider {

  /** For the service loader. */
  public RocksDbProvider() {}

  @Override
  public String scheme() {
    return "rocksdb";
  }

  @Override
  public Store open(String location, Path data, StoreObserver observer) {
    return RocksDbStore.open(Path.of(location.substring(scheme().length() + 1)), observer);
  }
}
