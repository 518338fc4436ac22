/** The embedded default store, on RocksDB. */
module dev.etagere.storage.rocksdb {
  requires transitive dev.etagere.storage;
  requires com.github.benmanes.caffeine;
  requires rocksdbjni;

  exports dev.etagere.storage.rocksdb;

  provides dev.etagere.storage.StoreProvider with
      dev.etagere.storage.rocksdb.RocksDbProvider;
}
