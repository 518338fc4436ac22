package dev.etagere.cli;

import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description =
        "Serves versioned resources over HTTP until it is told to stop (Ctrl+C, SIGTERM).",
    footer = {
      "",
      "Examples:",
      "  etagere serve",
      "  etagere serve --port 9000 --data /var/lib/etagere",
    })
final class ServeCommand extends EtagereCommand {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8412",
      description = "The port to listen on; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on. Default: ${DEFAULT-VALUE}, which only this machine reaches.")
  private String host;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The folder for the data. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = "Where the data is: rocksdb:DIR. Default: rocksdb in the folder of --data.")
  private Optional<String> store;

  @Override
  public Integer call() throws IOException, InterruptedException {
    InetSocketAddress address = address();
    Store opened =
        Stores.open(store.orElse("rocksdb:" + data.resolve("store")), data, StoreObserver.NONE);
    EtagereServer server = started(address, opened);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("stop").unstarted(() -> stop(server, opened, stopped)));
    announce(server);
    stopped.await();
    return ExitCode.DONE;
  }

  private InetSocketAddress address() {
    if (port < 0 || port > 65_535) {
      throw wrongUsage("--port takes a number from 0 to 65535, not " + port + ".");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw wrongUsage("--host " + host + " is not an address of this machine.");
    }
    return address;
  }

  private EtagereServer started(InetSocketAddress address, Store opened) throws IOException {
    try {
      return EtagereServer.start(ServerOptions.on(address), opened);
    } catch (BindException taken) {
      opened.close();
      throw new IOException(
          "cannot listen on %s port %d: %s. Choose another with --port."
              .formatted(host, port, taken.getMessage()),
          taken);
    } catch (IOException | RuntimeException failed) {
      opened.close();
      throw failed;
    }
  }

  private void announce(EtagereServer server) {
    PrintWriter out = out();
    out.println("Etagere listens on " + server.uri());
    out.flush();
  }

  private static void stop(EtagereServer server, Store opened, CountDownLatch stopped) {
    server.close();
    opened.close();
    stopped.countDown();
    Runtime.getRuntime()
        .halt(ExitCode.DONE); // SIGTERM was asked for and obeyed: that is 0, not 143
  }
}
