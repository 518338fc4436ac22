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
    return RocksDbStore.open(folder(location), observer);
  }

  @Override
  public void restore(Path backup, String location, Path data) {
    BackupFolder.restore(backup, folder(location));
  }

  private Path folder(String location) {
    return Path.of(location.substring(scheme().length() + 1));
  }
}
