package dev.etagere.cli;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which store a command is about: that of the server over a data folder, or a store as such. */
final class StoreOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The data folder of the server. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = "Where the data is. Default: rocksdb in the folder of --data.")
  private Optional<String> store;

  Path data() {
    return data;
  }

  String location() {
    return store.orElse("rocksdb:" + data.resolve("store"));
  }

  Store open() {
    return Stores.open(location(), data, StoreObserver.NONE);
  }

  /**
   * Opens a store that is there; none is made.
   *
   * @throws IllegalStateException if there is none in the data folder
   */
  Store openExisting() {
    if (store.isEmpty() && !Files.exists(data.resolve("store"))) {
      throw new IllegalStateException(
          "there is no store in %s; name the data folder with --data".formatted(data));
    }
    return open();
  }

  /** The server that runs over the data folder, if one does and answers. */
  Optional<RunningServer> running() throws IOException {
    return ControlFile.read(data).map(RunningServer::new).filter(RunningServer::answers);
  }
}
