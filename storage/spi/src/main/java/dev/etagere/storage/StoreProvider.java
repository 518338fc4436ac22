package dev.etagere.storage;

import java.nio.file.Path;

/** Opens the stores of one kind. Providers are found by {@link java.util.ServiceLoader}. */
public interface StoreProvider {

  /** What a store's location begins with, before the colon: {@code rocksdb}, {@code postgresql}. */
  String scheme();

  /**
   * Opens a store, making it where there is none.
   *
   * @param location scheme, colon and the rest: {@code rocksdb:/var/lib/etagere}
   * @param data a folder of this server's own, which the store may use and need not
   * @param observer is told what the store does
   * @throws StoreException if it cannot be opened; the message is for the operator
   */
  Store open(String location, Path data, StoreObserver observer);

  /**
   * Brings the newest backup that {@link Backup#save} made to a place where there is no store yet:
   * all of it, or nothing.
   *
   * @param backup the folder of the backups
   * @param location of the new store, as for {@link #open}
   * @param data a folder of the new server's own
   * @throws StoreException if there is no backup or it is damaged, if there is a store already, or
   *     if stores of this kind are restored by the tools of their database; the message is for the
   *     operator
   */
  default void restore(Path backup, String location, Path data) {
    throw new StoreException(
        StoreException.Trouble.UNUSABLE,
        "a store of the kind %s is backed up and restored with the tools of its database"
            .formatted(scheme()));
  }
}
