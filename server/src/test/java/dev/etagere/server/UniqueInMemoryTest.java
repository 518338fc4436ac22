package dev.etagere.server;

import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Unique values in the store in memory")
class UniqueInMemoryTest extends UniqueContract {

  @Override
  Store open() {
    return new InMemoryStore();
  }
}
