package dev.etagere.storage.tck;

import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;

/** The reference store passes what it is the reference for. */
class InMemoryStoreTest extends StoreContract {

  @Override
  protected Store open() {
    return new InMemoryStore();
  }
}
