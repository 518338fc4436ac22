package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Backup.Saved;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rocksdb.BackupEngine;
import org.rocksdb.BackupEngineOptions;
import org.rocksdb.BackupInfo;
import org.rocksdb.Env;
import org.rocksdb.RestoreOptions;
import org.rocksdb.RocksDBException;

/**
 * A folder of backups. In {@code rows} are the backups of the engine, which share the files that
 * did not change; in {@code staged} the files of long content, which never change; and {@code
 * complete} has a file for each backup that was ended, with the names of the staged files that
 * belong to it.
 */
final class BackupFolder implements AutoCloseable {

  private final Path folder;
  private final Path staged;
  private final Path complete;
  private final BackupEngineOptions options;
  private final BackupEngine rows;

  private BackupFolder(Path folder) throws IOException, RocksDBException {
    this.folder = folder;
    this.staged = Files.createDirectories(folder.resolve("staged"));
    this.complete = Files.createDirectories(folder.resolve("complete"));
    this.options =
        new BackupEngineOptions(Files.createDirectories(folder.resolve("rows")).toString())
            .setShareTableFiles(true)
            .setShareFilesWithChecksum(true)
            .setSync(true);
    this.rows = BackupEngine.open(Env.getDefault(), options);
  }

  /** What is done with a folder of backups. */
  @FunctionalInterface
  private interface Work<T> {
    T with(BackupFolder folder) throws IOException, RocksDBException;
  }

  /**
   * Adds a backup.
   *
   * @param keep how many of the newest stay
   */
  static Saved save(Engine engine, StagedFiles files, Path folder, int keep) {
    return inFolder(
        folder,
        open -> {
          long before = size(folder);
          long sequence = Reading.newestSequence(engine);
          int number = open.add(engine, files);
          long copied = size(folder) - before;
          open.keep(keep);
          return new Saved(number, sequence, copied, size(folder));
        });
  }

  /** Brings the newest backup to a folder where there is nothing yet: all of it, or nothing. */
  static void restore(Path folder, Path target) {
    if (!Files.isDirectory(folder.resolve("complete"))) {
      throw new StoreException(Trouble.UNUSABLE, "there is no backup in %s".formatted(folder));
    }
    inFolder(
        folder,
        open -> {
          refuseFilled(target);
          open.restoreNewest(target);
          return true;
        });
  }

  private static <T> T inFolder(Path folder, Work<T> work) {
    Engine.loadLibrary();
    try {
      Files.createDirectories(folder);
      try (FileChannel lockFile = locked(folder);
          BackupFolder open = new BackupFolder(folder)) {
        assert lockFile.isOpen(); // closing it ends the lock
        return work.with(open);
      }
    } catch (IOException | UncheckedIOException | RocksDBException failed) {
      throw new StoreException(
          Trouble.UNUSABLE,
          "the backup in %s failed: %s".formatted(folder, failed.getMessage()),
          failed);
    }
  }

  /** A file that one process at a time has; the lock ends when the file is closed. */
  private static FileChannel locked(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isLocked(file)) {
      return file;
    }
    file.close();
    throw inUse(folder);
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException ownProcess) {
      return false;
    }
  }

  private static StoreException inUse(Path folder) {
    return new StoreException(
        Trouble.IN_USE, "somebody else works on the backups in %s".formatted(folder));
  }

  private static void refuseFilled(Path target) throws IOException {
    if (Files.exists(target)) {
      try (Stream<Path> inside = Files.list(target)) {
        if (inside.findAny().isPresent()) {
          throw new StoreException(
              Trouble.UNUSABLE,
              "there is something in %s already; a backup is restored into a new folder"
                  .formatted(target));
        }
      }
    }
  }

  private int add(Engine engine, StagedFiles files) throws IOException, RocksDBException {
    refuseOthers(engine);
    dropIncomplete();
    engine.backUp(rows);
    int number = newest().map(BackupInfo::backupId).orElseThrow();
    Set<String> names = Reading.referred(engine);
    names.addAll(files.held()); // read behind the references: what loses one meanwhile is here
    for (String name : names) {
      copy(files.file(name), staged.resolve(name));
    }
    Format.force(staged);
    Format.write(complete.resolve("draft"), String.join("\n", names));
    Files.move(complete.resolve("draft"), marker(number), StandardCopyOption.ATOMIC_MOVE);
    Format.force(complete);
    return number;
  }

  private void refuseOthers(Engine engine) {
    boolean other =
        rows.getBackupInfo().stream()
            .anyMatch(backup -> !engine.identity().equals(backup.appMetadata()));
    if (other) {
      throw new StoreException(
          Trouble.UNUSABLE,
          "%s holds backups of another store; each store has a folder of its own"
              .formatted(folder));
    }
  }

  /** What a crash left half done. */
  private void dropIncomplete() throws RocksDBException {
    for (BackupInfo backup : rows.getBackupInfo()) {
      if (!Files.exists(marker(backup.backupId()))) {
        rows.deleteBackup(backup.backupId());
      }
    }
    rows.garbageCollect();
  }

  private Path marker(int number) {
    return complete.resolve(String.valueOf(number));
  }

  private Optional<BackupInfo> newest() {
    return rows.getBackupInfo().stream().max(Comparator.comparingInt(BackupInfo::backupId));
  }

  /** A file that is there with its whole length was copied for an earlier backup. */
  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(to) && Files.size(to) == Files.size(from)) {
      return;
    }
    Path draft = to.resolveSibling(to.getFileName() + ".new");
    Files.copy(from, draft, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Drops all but the newest backups, and the staged files that none of these refers to. */
  private void keep(int newest) throws IOException, RocksDBException {
    rows.purgeOldBackups(newest);
    Set<String> kept = new HashSet<>();
    rows.getBackupInfo().forEach(backup -> kept.add(String.valueOf(backup.backupId())));
    deleteAllBut(kept, complete);
    Set<String> referred = new HashSet<>();
    for (String backup : kept) {
      referred.addAll(Files.readAllLines(complete.resolve(backup)));
    }
    deleteAllBut(referred, staged);
  }

  private static void deleteAllBut(Collection<String> names, Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!names.contains(String.valueOf(file.getFileName()))) {
          Files.delete(file);
        }
      }
    }
  }

  private void restoreNewest(Path target) throws IOException, RocksDBException {
    int number =
        rows.getBackupInfo().stream()
            .map(BackupInfo::backupId)
            .filter(backup -> Files.exists(marker(backup)))
            .max(Comparator.naturalOrder())
            .orElseThrow(() ->
                new StoreException(
                    Trouble.UNUSABLE, "there is no complete backup in %s".formatted(folder)));
    Path draft = target.resolveSibling(target.getFileName() + ".restoring");
    deleteAll(draft);
    Path files = Files.createDirectories(draft.resolve("staged"));
    try (RestoreOptions options = new RestoreOptions(false)) {
      rows.restoreDbFromBackup(number, draft.toString(), draft.toString(), options);
    }
    for (String name : names(number)) {
      copy(staged.resolve(name), files.resolve(name));
    }
    Format.force(files);
    Format.check(draft);
    Files.deleteIfExists(target); // an empty folder
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    Format.force(Path.of("").toAbsolutePath().resolve(target).resolveSibling("."));
  }

  private List<String> names(int number) throws IOException {
    return Files.readAllLines(marker(number)).stream().filter(name -> !name.isEmpty()).toList();
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(BackupFolder::bytes).sum();
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    rows.close();
    options.close();
  }
}
