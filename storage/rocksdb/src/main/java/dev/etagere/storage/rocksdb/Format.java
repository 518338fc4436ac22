package dev.etagere.storage.rocksdb;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/** What a store says of itself: the number of its format, and its secret. */
final class Format {

  /** The format that this program writes, and the newest that it reads. */
  static final long NEWEST = 1;

  private static final byte[] FORMAT = Keys.of("format");
  private static final byte[] SECRET = Keys.of("secret");
  private static final int SECRET_BYTES = 32;

  private Format() {}

  /** Marks a new store; refuses one that a newer program wrote. */
  static void check(Engine engine, Path folder) {
    Optional<byte[]> format = engine.row(Family.META, FORMAT);
    if (format.isEmpty()) {
      mark(engine);
    } else if (Keys.number(format.get()) > NEWEST) {
      throw new StoreException(
          Trouble.NEWER_FORMAT,
          "the store in %s has format %d, written by a newer Etagere; this one reads up to %d"
              .formatted(folder, Keys.number(format.get()), NEWEST));
    }
  }

  private static void mark(Engine engine) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    try (Engine.Rowset rows = engine.rowset()) {
      rows.put(Family.META, FORMAT, Keys.of(NEWEST));
      rows.put(Family.META, SECRET, secret);
      engine.write(rows);
    } catch (RocksDBException failed) {
      throw new StoreException(
          Trouble.UNUSABLE, "the new store cannot be written: " + failed.getMessage(), failed);
    }
  }

  static byte[] secret(Engine engine) {
    return engine
        .row(Family.META, SECRET)
        .orElseThrow(() -> new StoreException(Trouble.CORRUPT, "the store has lost its secret"));
  }
}
