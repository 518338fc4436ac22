package dev.etagere.server;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import dev.etagere.storage.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A server with the defaults that is a process of its own, with a heap of its own. */
public final class SmallServer {

  private SmallServer() {}

  /**
   * @param arguments the folder of the store
   */
  public static void main(String[] arguments) throws Exception {
    Store store = RocksDbStore.open(Path.of(arguments[0]), StoreObserver.NONE);
    EtagereServer server = EtagereServer.start(RunningServer.options(), store);
    System.out.println(server.uri());
    while (true) {
      LockSupport.park();
    }
  }
}
