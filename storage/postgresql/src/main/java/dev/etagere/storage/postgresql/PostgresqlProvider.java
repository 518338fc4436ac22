package dev.etagere.storage.postgresql;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.StoreProvider;
import java.nio.file.Path;

/** Opens {@code postgresql://USER@HOST:PORT/DATABASE}. */
public final class PostgresqlProvider implements StoreProvider {

  /** For the service loader. */
  public PostgresqlProvider() {}

  @Override
  public String scheme() {
    return Location.SCHEME;
  }

  @Override
  public Store open(String location, Path data, StoreObserver observer) {
    return PostgresqlStore.open(location, observer);
  }
}
