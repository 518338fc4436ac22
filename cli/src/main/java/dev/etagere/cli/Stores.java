package dev.etagere.cli;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.StoreProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens stores by their location: {@code rocksdb:DIR}, {@code postgresql://user@host/db}. */
final class Stores {

  private Stores() {}

  /**
   * @param location of the store
   * @param data this server's own folder
   * @throws StoreException if there is no such kind of store, or it cannot be opened
   */
  static Store open(String location, Path data, StoreObserver observer) {
    return provider(location).open(location, data, observer);
  }

  /**
   * Brings the newest of the backups in a folder to a new store.
   *
   * @throws StoreException as {@link StoreProvider#restore} does
   */
  static void restore(Path backups, String location, Path data) {
    provider(location).restore(backups, location, data);
  }

  private static StoreProvider provider(String location) {
    String scheme = location.substring(0, Math.max(0, location.indexOf(':')));
    List<StoreProvider> providers =
        ServiceLoader.load(StoreProvider.class).stream().map(ServiceLoader.Provider::get).toList();
    return providers.stream()
        .filter(provider -> provider.scheme().equals(scheme))
        .findFirst()
        .orElseThrow(() -> unknown(location, providers));
  }

  private static StoreException unknown(String location, List<StoreProvider> providers) {
    String known =
        providers.stream()
            .map(provider -> provider.scheme() + ":…")
            .collect(Collectors.joining(", "));
    return new StoreException(
        StoreException.Trouble.UNUSABLE,
        "there is no store of the kind %s; known are: %s".formatted(location, known));
  }
}
