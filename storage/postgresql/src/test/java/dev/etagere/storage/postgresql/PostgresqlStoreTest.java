package dev.etagere.storage.postgresql;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.tck.StoreContract;

class PostgresqlStoreTest extends StoreContract {

  private final String location = Databases.emptied();

  @Override
  protected Store open() {
    return PostgresqlStore.open(location, StoreObserver.NONE);
  }
}
