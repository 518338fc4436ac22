package dev.etagere.storage;

import java.nio.file.Path;

/** Copies a store while it is read and written to. */
@FunctionalInterface
public interface Backup {

  /**
   * Adds a copy of the whole store to a folder: the store as it is at one moment, which is not
   * before the call. Everything that was acknowledged before the call is in it. It is durable on
   * return, and until then the folder's earlier backups are what they were.
   *
   * @param folder made where there is none. It may hold earlier backups of this store; what has not
   *     changed since is not copied again
   * @param keep how many of the newest backups the folder keeps, this one included; at least 1
   * @throws StoreException if the store is damaged, if the folder cannot be written or is in use,
   *     or if it holds backups of another store
   */
  Saved save(Path folder, int keep);

  /**
   * What a backup has come to.
   *
   * @param number of the backup within its folder, rising
   * @param sequence a position in the order of all versions; all up to it are in the backup
   * @param copiedBytes what was copied for this backup
   * @param bytes what the folder takes now, with all of its backups
   */
  record Saved(int number, long sequence, long copiedBytes, long bytes) {}
}
