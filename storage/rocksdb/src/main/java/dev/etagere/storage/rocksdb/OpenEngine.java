package dev.etagere.storage.rocksdb;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import org.rocksdb.RocksDBException;

/** The engine while it is open: nobody uses it while it is closed or opened anew. */
final class OpenEngine implements AutoCloseable {

  private static final int PROBE_BYTES = 1 << 20;

  private final Path folder;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Lock steady = new ReentrantLock();
  private volatile Optional<Engine> engine;

  private OpenEngine(Path folder, Engine engine) {
    this.folder = folder;
    this.engine = Optional.of(engine);
  }

  static OpenEngine open(Path folder) {
    return new OpenEngine(folder, opened(folder));
  }

  private static Engine opened(Path folder) {
    try {
      Files.createDirectories(folder);
      Format.check(folder);
      return Engine.open(folder);
    } catch (IOException failed) {
      throw new StoreException(
          Trouble.UNUSABLE, "the folder %s cannot be used: %s".formatted(folder, failed), failed);
    }
  }

  Path folder() {
    return folder;
  }

  <T> T read(Function<Engine, T> reading) {
    lock.readLock().lock();
    try {
      return reading.apply(present());
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Reads for long. One at a time; meanwhile the engine is not opened anew, so that no read waits
   * for it.
   */
  <T> T steadily(Function<Engine, T> reading) {
    if (!steady.tryLock()) {
      throw new StoreException(Trouble.IN_USE, "a backup of this store is being taken already");
    }
    try {
      return read(reading);
    } finally {
      steady.unlock();
    }
  }

  /** Writes what belongs to no commit; durable on return. */
  int write(ToIntBiFunction<Engine, Engine.Rowset> writing) {
    return read(open -> {
      try (Engine.Rowset rows = open.rowset()) {
        int count = writing.applyAsInt(open, rows);
        if (!rows.isEmpty()) {
          open.write(rows);
        }
        return count;
      } catch (RocksDBException failed) {
        throw new StoreException(
            Trouble.UNAVAILABLE, "the store cannot be written: " + failed.getMessage(), failed);
      }
    });
  }

  /** Refuses what does not touch the engine, as {@link #read} refuses what does. */
  void refuseClosed() {
    if (engine.isEmpty()) { // it may be opened anew just now
      read(open -> true);
    }
  }

  private Engine present() {
    return engine.orElseThrow(() -> new StoreException(Trouble.UNAVAILABLE, "the store is closed"));
  }

  /**
   * Closes the engine and opens it anew, which reads the log: what was doubtful is there
   * afterwards, or is not. Leaves the engine open for reading while nothing can be written.
   */
  void reopen() {
    probe();
    if (!steady.tryLock()) {
      throw new StoreException(
          Trouble.UNAVAILABLE, "the store recovers once the backup that is being taken has ended");
    }
    lock.writeLock().lock();
    try {
      engine.ifPresent(Engine::close);
      engine = Optional.empty();
      engine = Optional.of(opened(folder));
    } finally {
      lock.writeLock().unlock();
      steady.unlock();
    }
  }

  private void probe() {
    Path probe = folder.resolve("probe");
    try {
      Format.write(probe, "x".repeat(PROBE_BYTES));
      Files.delete(probe);
    } catch (IOException failed) {
      throw new StoreException(
          Trouble.UNAVAILABLE, "the store still cannot be written: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      engine.ifPresent(Engine::close);
      engine = Optional.empty();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
