package dev.etagere.storage.rocksdb;

import dev.etagere.storage.Content;
import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * Long content, a file each: pieces of 64 KiB, each followed by the four bytes of its CRC-32C, so
 * that any part of the file can be checked without reading the rest.
 */
final class StagedFiles {

  private static final int PIECE = 64 * 1024;
  private static final int CHECK = Integer.BYTES;

  private final Path folder;
  private final ReadWriteLock unlinking = new ReentrantReadWriteLock();
  private Optional<Set<String>> held = Optional.empty();

  StagedFiles(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Writes content to a new file and makes the file and its name durable. */
  Content.Staged stage(InputStream content) throws IOException {
    String name = UUID.randomUUID().toString();
    Path file = folder.resolve(name);
    boolean kept = false;
    try {
      Content.Staged staged = new Content.Staged(name, write(content, file));
      kept = true;
      return staged;
    } finally {
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
  }

  private long write(InputStream content, Path file) throws IOException {
    byte[] piece = new byte[PIECE];
    long length = 0;
    try (FileChannel out = create(file)) {
      for (int read = content.readNBytes(piece, 0, PIECE);
          read > 0;
          read = content.readNBytes(piece, 0, PIECE)) {
        write(out, piece, read);
        length += read;
      }
      force(out);
    }
    forceFolder();
    return length;
  }

  private static FileChannel create(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException failed) {
      throw cannotWrite(failed);
    }
  }

  private static void write(FileChannel out, byte[] piece, int length) {
    ByteBuffer buffer =
        ByteBuffer.allocate(length + CHECK)
            .put(piece, 0, length)
            .putInt(check(piece, length))
            .flip();
    try {
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    } catch (IOException failed) {
      throw cannotWrite(failed);
    }
  }

  private static void force(FileChannel out) {
    try {
      out.force(true);
    } catch (IOException failed) {
      throw cannotWrite(failed);
    }
  }

  /** A file's name is durable once its folder is. */
  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException failed) {
      throw cannotWrite(failed);
    }
  }

  private static StoreException cannotWrite(IOException failed) {
    boolean full = String.valueOf(failed.getMessage()).contains("No space left");
    return new StoreException(
        full ? Trouble.FULL : Trouble.UNAVAILABLE,
        "content cannot be staged: " + failed.getMessage(),
        failed);
  }

  private static int check(byte[] piece, int length) {
    CRC32C crc = new CRC32C();
    crc.update(piece, 0, length);
    return (int) crc.getValue();
  }

  /** A part of a file, checked piece by piece before any byte of it is returned. */
  InputStream open(Content.Staged staged, long from, long length) {
    try {
      return new Part(
          FileChannel.open(folder.resolve(staged.name()), StandardOpenOption.READ),
          staged,
          from,
          length);
    } catch (NoSuchFileException missing) {
      throw new StoreException(
          Trouble.CORRUPT, "the staged content " + staged.name() + " is missing", missing);
    } catch (IOException failed) {
      throw cannotRead(failed);
    }
  }

  private static StoreException cannotRead(IOException failed) {
    return new StoreException(
        Trouble.UNAVAILABLE, "staged content cannot be read: " + failed.getMessage(), failed);
  }

  /** Refuses a name that is not there: nothing is committed that could not be read. */
  void require(String name) {
    if (!Files.exists(folder.resolve(name))) {
      throw new StoreException(
          Trouble.UNAVAILABLE, "the staged content %s is not there; send it again".formatted(name));
    }
  }

  /** From now on, until {@link #release}, no file is deleted; which should have been is kept. */
  void hold() {
    unlinking.writeLock().lock(); // no pruning is half done: it is all before, or told of
    try {
      setHeld(Optional.of(new HashSet<>()));
    } finally {
      unlinking.writeLock().unlock();
    }
  }

  private synchronized void setHeld(Optional<Set<String>> names) {
    held = names;
  }

  /** Does what takes references from files, and {@linkplain #unlink tells} from which. */
  int unlinking(IntSupplier work) {
    unlinking.readLock().lock();
    try {
      return work.getAsInt();
    } finally {
      unlinking.readLock().unlock();
    }
  }

  /** A file is about to lose a reference. */
  synchronized void unlink(String name) {
    held.ifPresent(names -> names.add(name));
  }

  /** The files that have lost a reference since {@link #hold}, before they did. */
  synchronized Set<String> held() {
    return new HashSet<>(held.orElse(Set.of()));
  }

  /** Deletes what was to be deleted meanwhile, but what is referred to again. */
  void release(Predicate<String> isReferred) {
    Set<String> due = held();
    setHeld(Optional.empty());
    due.removeIf(isReferred);
    due.forEach(this::delete);
  }

  /** The file of a name. */
  Path file(String name) {
    return folder.resolve(name);
  }

  synchronized void delete(String name) {
    if (held.isPresent()) {
      held.get().add(name);
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException later) {
      // nobody refers to it any more: it is collected as an orphan
    }
  }

  /**
   * Deletes the files that nobody refers to and that were last written before {@code olderThan}.
   */
  int collect(Predicate<String> isReferred, Instant olderThan) {
    List<String> orphans = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(olderThan);
        if (old && !isReferred.test(file.getFileName().toString())) {
          orphans.add(file.getFileName().toString());
        }
      }
    } catch (IOException failed) {
      throw cannotRead(failed);
    }
    orphans.forEach(this::delete);
    return orphans.size();
  }

  /** Reads a file's pieces, from the one with the first byte to the one with the last. */
  private static final class Part extends InputStream {

    private final FileChannel file;
    private final Content.Staged staged;
    private final byte[] piece = new byte[PIECE];
    private long position;
    private long left;
    private int next;
    private int end;

    Part(FileChannel file, Content.Staged staged, long from, long length) {
      this.file = file;
      this.staged = staged;
      this.position = from / PIECE;
      this.next = (int) (from % PIECE);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      if (next >= end) {
        load();
      }
      int count = (int) Math.min(Math.min(length, end - next), left);
      System.arraycopy(piece, next, buffer, offset, count);
      next += count;
      left -= count;
      if (next == end) {
        next = 0;
        end = 0;
      }
      return count;
    }

    private void load() throws IOException {
      int length = (int) Math.min(PIECE, staged.length() - position * PIECE);
      ByteBuffer buffer = ByteBuffer.allocate(length + CHECK);
      long start = position * (PIECE + CHECK);
      while (buffer.hasRemaining() && file.read(buffer, start + buffer.position()) >= 0) {
        // read on until the piece is whole
      }
      if (buffer.hasRemaining() || buffer.getInt(length) != check(buffer.array(), length)) {
        throw new StoreException(
            Trouble.CORRUPT,
            "the staged content %s is damaged in its piece %d".formatted(staged.name(), position));
      }
      buffer.get(0, piece, 0, length);
      end = length;
      position++;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
