package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStoreTest extends StoreContract {

  @TempDir Path folder;

  @Override
  protected Store open() {
    return RocksDbStore.open(folder, StoreObserver.NONE);
  }
}
