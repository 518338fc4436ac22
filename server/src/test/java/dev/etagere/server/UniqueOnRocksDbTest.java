package dev.etagere.server;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Unique values on RocksDB")
class UniqueOnRocksDbTest extends UniqueContract {

  @TempDir Path folder;

  @Override
  Store open() {
    return RocksDbStore.open(folder.resolve("store"), StoreObserver.NONE);
  }
}
