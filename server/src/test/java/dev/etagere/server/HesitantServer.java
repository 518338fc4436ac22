package dev.etagere.server;

import dev.etagere.storage.Commit;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that is a process of its own and never gets to its reply for what it writes under {@code
 * /hesitant/}: it says {@code committed} once that is durable, and waits to be killed.
 */
public final class HesitantServer {

  static final String PREFIX = "/hesitant/";

  private HesitantServer() {}

  /**
   * @param arguments the folder of the store
   */
  public static void main(String[] arguments) throws Exception {
    Store store = RocksDbStore.open(Path.of(arguments[0]), StoreObserver.NONE);
    EtagereServer server = EtagereServer.start(RunningServer.options(), hesitant(store));
    System.out.println(server.uri());
    while (true) {
      LockSupport.park();
    }
  }

  private static Store hesitant(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(store, arguments);
                if (method.getName().equals("commit") && hesitates((Commit) arguments[0])) {
                  System.out.println("committed");
                  while (true) {
                    LockSupport.park();
                  }
                }
                return result;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static boolean hesitates(Commit commit) {
    return commit.writes().stream().anyMatch(write -> write.path().isUnder(PREFIX));
  }
}
