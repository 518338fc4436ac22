package dev.etagere.storage.rocksdb;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rocksdb.BackupEngine;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** An open RocksDB: rows by family, and batches that are durable when they return. */
final class Engine implements AutoCloseable {

  private static final long BLOCK_CACHE_BYTES = 64L << 20;

  /** The cache in four parts: a part keeps no block that is larger than itself. */
  private static final int BLOCK_CACHE_SHARD_BITS = 2;

  private static final long WRITE_BUFFER_BYTES = 32L << 20;
  private static final long WRITE_BUFFERS_BYTES = 96L << 20;
  private static final long WAL_BYTES = 128L << 20;
  private static final int BLOB_FROM_BYTES = 4096;

  private final RocksDB db;
  private final Map<Family, ColumnFamilyHandle> families;
  private final List<AutoCloseable> owned;
  private final WriteOptions durably;

  private Engine(
      RocksDB db,
      Map<Family, ColumnFamilyHandle> families,
      List<AutoCloseable> owned,
      WriteOptions durably) {
    this.db = db;
    this.families = families;
    this.owned = owned;
    this.durably = durably;
  }

  static void loadLibrary() {
    RocksDB.loadLibrary();
  }

  /** Opens the database in a folder, making it where there is none. */
  static Engine open(Path folder) {
    loadLibrary();
    List<AutoCloseable> owned = new ArrayList<>();
    try {
      return opened(folder, owned);
    } catch (RocksDBException refused) {
      closeAll(owned);
      throw cannotOpen(folder, refused);
    }
  }

  private static Engine opened(Path folder, List<AutoCloseable> owned) throws RocksDBException {
    LRUCache cache = own(owned, new LRUCache(BLOCK_CACHE_BYTES, BLOCK_CACHE_SHARD_BITS));
    BloomFilter filter = own(owned, new BloomFilter(10));
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (Family family : Family.values()) {
      ColumnFamilyOptions options = own(owned, options(family, cache, filter));
      descriptors.add(new ColumnFamilyDescriptor(Keys.of(family.familyName()), options));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    DBOptions options = own(owned, options());
    RocksDB db = RocksDB.open(options, folder.toString(), descriptors, handles);
    WriteOptions durably = own(owned, new WriteOptions().setSync(true));
    return new Engine(db, byFamily(handles), owned, durably);
  }

  private static <T extends AutoCloseable> T own(List<AutoCloseable> owned, T resource) {
    owned.add(resource);
    return resource;
  }

  private static DBOptions options() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setParanoidChecks(true)
        .setDbWriteBufferSize(WRITE_BUFFERS_BYTES)
        .setMaxTotalWalSize(WAL_BYTES)
        // the default drops what stands behind a damaged record, acknowledged or not
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setMaxBackgroundJobs(2)
        .setBytesPerSync(1 << 20)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(1 << 20)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
  }

  private static ColumnFamilyOptions options(Family family, LRUCache cache, BloomFilter filter) {
    ColumnFamilyOptions options =
        new ColumnFamilyOptions()
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
            .setTableFormatConfig(tables(cache, filter));
    return family == Family.VERSIONS
        ? options
            .setEnableBlobFiles(true)
            .setMinBlobSize(BLOB_FROM_BYTES)
            .setBlobCompressionType(CompressionType.LZ4_COMPRESSION)
            .setEnableBlobGarbageCollection(true)
        : options;
  }

  /**
   * Indexes and filters in small parts: with a million rows, those of one table take megabytes, and
   * would be read whole for every row that is looked up.
   */
  private static BlockBasedTableConfig tables(LRUCache cache, BloomFilter filter) {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setFilterPolicy(filter)
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setPartitionFilters(true)
        .setPinTopLevelIndexAndFilter(true)
        .setCacheIndexAndFilterBlocks(true)
        .setPinL0FilterAndIndexBlocksInCache(true)
        .setFormatVersion(5);
  }

  private static Map<Family, ColumnFamilyHandle> byFamily(List<ColumnFamilyHandle> handles) {
    Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
    int next = 0;
    for (Family family : Family.values()) {
      families.put(family, handles.get(next++));
    }
    return families;
  }

  private static ColumnFamilyHandle handle(
      Map<Family, ColumnFamilyHandle> families, Family family) {
    return Objects.requireNonNull(families.get(family));
  }

  private static StoreException cannotOpen(Path folder, RocksDBException refused) {
    String message = String.valueOf(refused.getMessage());
    if (isCorruption(refused)) {
      return new StoreException(
          Trouble.CORRUPT, "the store in %s is damaged: %s".formatted(folder, message), refused);
    }
    if (message.contains("lock file") || message.contains("lock hold by")) {
      return new StoreException(
          Trouble.IN_USE,
          "the store in %s is open already; one process at a time can have it".formatted(folder),
          refused);
    }
    return new StoreException(
        Trouble.UNUSABLE,
        "the store in %s cannot be opened: %s".formatted(folder, message),
        refused);
  }

  private static boolean isCorruption(RocksDBException failed) {
    Status status = failed.getStatus();
    return (status != null && status.getCode() == Status.Code.Corruption)
        || String.valueOf(failed.getMessage()).contains("Corruption");
  }

  /** The value of a row; nothing if there is none. */
  Optional<byte[]> row(Family family, byte[] key) {
    try {
      return Optional.ofNullable(db.get(handle(families, family), key));
    } catch (RocksDBException failed) {
      throw cannotRead(failed);
    }
  }

  /** Goes through rows; the walk is closed by the caller. */
  Walk walk(Family family) {
    return new Walk(db, handle(families, family));
  }

  /** Makes the rows durable, all or none. */
  void write(Rowset rows) throws RocksDBException {
    db.write(durably, rows.batch());
  }

  Rowset rowset() {
    return new Rowset(families);
  }

  /** Reads every block of every table; a sentence for the first that is damaged. */
  List<String> examine() {
    try {
      db.verifyChecksum();
      return List.of();
    } catch (RocksDBException damaged) {
      return List.of("a file of the engine is damaged: " + damaged.getMessage());
    }
  }

  /** Adds a backup of all rows, under the store's identity. */
  void backUp(BackupEngine backups) throws RocksDBException {
    backups.createNewBackupWithMetadata(db, identity(), true);
  }

  /** Tells this store from others, without giving its secret away. */
  String identity() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Format.secret(this));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  static StoreException cannotRead(RocksDBException failed) {
    return isCorruption(failed)
        ? new StoreException(
            Trouble.CORRUPT, "stored bytes are damaged: " + failed.getMessage(), failed)
        : new StoreException(
            Trouble.UNAVAILABLE, "the store cannot be read: " + failed.getMessage(), failed);
  }

  /** Flushes (else the next opening replays the log for seconds) and closes. */
  @Override
  public void close() {
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      db.flush(flush, List.copyOf(families.values()));
    } catch (RocksDBException keptInTheLog) {
      // what was acknowledged is in the log, and the next opening reads it
    }
    families.values().forEach(ColumnFamilyHandle::close);
    db.close();
    closeAll(owned);
  }

  private static void closeAll(List<AutoCloseable> owned) {
    for (int i = owned.size() - 1; i >= 0; i--) {
      try {
        owned.get(i).close();
      } catch (Exception impossible) {
        throw new IllegalStateException("options do not fail to close", impossible);
      }
    }
  }

  /** Rows to be written together. */
  static final class Rowset implements AutoCloseable {

    private final WriteBatch batch = new WriteBatch();
    private final Map<Family, ColumnFamilyHandle> families;

    private Rowset(Map<Family, ColumnFamilyHandle> families) {
      this.families = families;
    }

    void put(Family family, byte[] key, byte[] value) {
      try {
        batch.put(handle(families, family), key, value);
      } catch (RocksDBException impossible) {
        throw new IllegalStateException("a batch is memory", impossible);
      }
    }

    void delete(Family family, byte[] key) {
      try {
        batch.delete(handle(families, family), key);
      } catch (RocksDBException impossible) {
        throw new IllegalStateException("a batch is memory", impossible);
      }
    }

    boolean isEmpty() {
      return batch.count() == 0;
    }

    private WriteBatch batch() {
      return batch;
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  /** A walk over the rows of a family, from a key onwards or backwards. */
  static final class Walk implements AutoCloseable {

    private final ReadOptions options = new ReadOptions();
    private final RocksIterator rows;

    private Walk(RocksDB db, ColumnFamilyHandle family) {
      this.rows = db.newIterator(family, options);
    }

    Walk from(byte[] key) {
      rows.seek(key);
      return this;
    }

    /** Stands on the last row whose key is not behind {@code key}. */
    Walk backFrom(byte[] key) {
      rows.seekForPrev(key);
      return this;
    }

    Walk fromLast() {
      rows.seekToLast();
      return this;
    }

    /** Whether the walk stands on a row. */
    boolean onRow() {
      if (!rows.isValid()) {
        check();
        return false;
      }
      return true;
    }

    private void check() {
      try {
        rows.status();
      } catch (RocksDBException failed) {
        throw cannotRead(failed);
      }
    }

    byte[] key() {
      return rows.key();
    }

    byte[] value() {
      return rows.value();
    }

    void next() {
      rows.next();
    }

    void back() {
      rows.prev();
    }

    @Override
    public void close() {
      rows.close();
      options.close();
    }
  }
}
