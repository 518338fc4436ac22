package dev.etagere.storage.rocksdb;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import org.rocksdb.RocksDBException;

/**
 * What a store says of itself: the number of its format, in the file {@code format} beside the
 * engine's files so that it can be read without the engine, and its secret, a row.
 */
final class Format {

  /** The format that this program writes, and the newest that it reads. */
  static final long NEWEST = 1;

  /** The name of the file. */
  static final String FILE = "format";

  static final byte[] SECRET = Keys.of("secret");
  private static final int SECRET_BYTES = 32;

  private Format() {}

  /** Marks a new folder; refuses one that a newer program wrote. */
  static void check(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      mark(folder);
      return;
    }
    long format = number(file);
    if (format > NEWEST) {
      throw new StoreException(
          Trouble.NEWER_FORMAT,
          "the store in %s has format %d, written by a newer Etagere; this one reads up to %d"
              .formatted(folder, format, NEWEST));
    }
  }

  private static long number(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException damaged) {
      throw new StoreException(
          Trouble.CORRUPT, "the file %s does not hold a number".formatted(file), damaged);
    }
  }

  private static void mark(Path folder) throws IOException {
    Path draft = folder.resolve(FILE + ".new");
    write(draft, NEWEST + "\n");
    Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    force(folder);
  }

  /** Writes a file and makes its content durable. */
  static void write(Path file, String text) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  /** Makes the names in a folder durable. */
  static void force(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** The store's secret, made at the first opening. */
  static byte[] secret(Engine engine) {
    return engine.row(Family.META, SECRET).orElseGet(() -> newSecret(engine));
  }

  private static byte[] newSecret(Engine engine) {
    if (Reading.newestSequence(engine) > 0) {
      throw new StoreException(Trouble.CORRUPT, "the store has lost its secret");
    }
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    try (Engine.Rowset rows = engine.rowset()) {
      rows.put(Family.META, SECRET, secret);
      engine.write(rows);
      return secret;
    } catch (RocksDBException failed) {
      throw new StoreException(
          Trouble.UNUSABLE, "the new store cannot be written: " + failed.getMessage(), failed);
    }
  }
}
