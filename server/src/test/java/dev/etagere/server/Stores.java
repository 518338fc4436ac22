package dev.etagere.server;

import dev.etagere.storage.InMemoryStore;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.postgresql.PostgresqlStore;
import dev.etagere.storage.rocksdb.RocksDbStore;
import dev.etagere.storage.tck.PostgresqlCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Empty stores for tests: of the kind that the system property {@code etagere.store} names, {@code
 * memory} where it names none.
 *
 * <p>Classes with the tag {@link #EVERY} run once for each kind.
 */
public final class Stores {

  /** The tag of what is the same on every store. */
  public static final String EVERY = "every-store";

  /** The tag of what takes long on a database, and tells nothing about it; it runs in memory. */
  public static final String IN_MEMORY = "in-memory";

  private static final Queue<String> UNUSED_DATABASES = new ConcurrentLinkedQueue<>();

  private Stores() {}

  /** An empty store; closing it leaves nothing behind. */
  public static Store open() {
    String kind = System.getProperty("etagere.store", "memory");
    return switch (kind) {
      case "memory" -> new InMemoryStore();
      case "rocksdb" -> onRocksDb();
      case "postgresql" -> onPostgresql();
      default -> throw new IllegalArgumentException("etagere.store=" + kind);
    };
  }

  private static Store onRocksDb() {
    try {
      Path folder = Files.createTempDirectory("etagere-store");
      Store store = RocksDbStore.open(folder.resolve("store"), StoreObserver.NONE);
      return closing(store, () -> remove(folder));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Store onPostgresql() {
    String database = emptyDatabase();
    return closing(onDatabase(database), () -> UNUSED_DATABASES.add(database));
  }

  /** The stores of several servers over one empty database. */
  static List<Store> overOneDatabase(int servers) {
    String database = emptyDatabase();
    return IntStream.range(0, servers).mapToObj(each -> onDatabase(database)).toList();
  }

  /** The name of a database that nobody has open. */
  private static String emptyDatabase() {
    PostgresqlCluster cluster = PostgresqlCluster.shared();
    Optional<String> used = Optional.ofNullable(UNUSED_DATABASES.poll());
    used.ifPresent(cluster::emptyDatabase);
    return used.orElseGet(cluster::createDatabase);
  }

  private static Store onDatabase(String name) {
    return PostgresqlStore.open(PostgresqlCluster.shared().location(name), StoreObserver.NONE);
  }

  /** The store, with something to do once it was closed first. */
  private static Store closing(Store store, Runnable afterwards) {
    Queue<Runnable> once = new ConcurrentLinkedQueue<>();
    once.add(afterwards);
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(store, arguments);
                if (method.getName().equals("close")) {
                  Optional.ofNullable(once.poll()).ifPresent(Runnable::run);
                }
                return result;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
