package dev.etagere.cli;

import dev.etagere.server.EtagereServer;
import dev.etagere.server.ServerOptions;
import dev.etagere.server.TlsFiles;
import dev.etagere.server.callers.Authenticator;
import dev.etagere.server.callers.ControlSecret;
import dev.etagere.server.callers.Tokens;
import dev.etagere.server.operations.Housekeeping;
import dev.etagere.server.operations.Metrics;
import dev.etagere.server.operations.RotatedLines;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreCopy;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    sortOptions = false,
    description =
        "Serves versioned resources over HTTP until it is told to stop (Ctrl+C, SIGTERM).",
    footer = {
      "",
      "Examples:",
      "  etagere serve",
      "  etagere serve --port 9000 --data /var/lib/etagere",
      "  etagere serve --host 0.0.0.0 --tls-certificate server.crt --tls-key server.key",
      "  etagere serve --config /etc/etagere.properties",
    })
final class ServeCommand extends EtagereCommand {

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

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
      description =
          "Where the data is: rocksdb:DIR, or postgresql://USER@HOST/DATABASE, which several servers may"
              + " share. Default: rocksdb in the folder of --data.")
  private Optional<String> store;

  @Option(
      names = "--insecure",
      description = "Serves beyond this machine even without credentials or without TLS.")
  private boolean insecure;

  @Option(
      names = "--stop-seconds",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How long requests in flight may take once the server is told to stop."
              + " Default: ${DEFAULT-VALUE}.")
  private int stopSeconds;

  @Option(
      names = ConfigFile.OPTION,
      paramLabel = "FILE",
      description = {
        "Reads settings from a file: each line NAME = VALUE is the option --NAME. The command line"
            + " goes before the file."
      })
  @SuppressWarnings("unused") // ConfigFile reads it from what was parsed
  private Optional<Path> config;

  @Mixin private LimitOptions limits;

  @Mixin private RetentionOptions retention;

  @Mixin private ProtocolOptions protocol;

  @Mixin private CallerOptions callers;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerOptions options = options();
    Metrics metrics = new Metrics();
    Store opened = Stores.open(store.orElse("rocksdb:" + data.resolve("store")), data, metrics);
    RotatedLines refusals =
        RotatedLines.open(
            data.resolve("log"), "conflicts", options.retention().conflicts(), options.clock());
    Housekeeping sweeping = new Housekeeping(options.retention().sweep(), List.of(refusals::sweep));
    String secret = HexFormat.of().formatHex(new SecureRandom().generateSeed(32));
    ServerOptions observed =
        options
            .observedBy(metrics, refusals)
            .tracedBy(GlobalOpenTelemetry.get())
            .with(new ControlSecret(secret));
    EtagereServer server = started(observed, opened);
    ControlFile control =
        new ControlFile(server.uri(), secret, options.protocol().tls().map(TlsFiles::certificate));
    control.write(data);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() ->
                    stop(
                        server,
                        List.of(opened, sweeping, refusals, () -> ControlFile.delete(data)),
                        stopped)));
    announce(server);
    stopped.await();
    return ExitCode.DONE;
  }

  private static void refuseUnfinished(Store opened) {
    if (StoreCopy.isUnfinished(opened)) {
      throw new IllegalStateException(
          "the store is a copy that was not finished: give the same `etagere copy` again, it goes on where it was");
    }
  }

  /**
   * Beyond the loopback interface a server without credentials or TLS is an accident, unless it is
   * wanted.
   */
  private void refuseExposure(ServerOptions options, Store opened) {
    if (options.address().getAddress().isLoopbackAddress() || insecure) {
      return;
    }
    if (options.authenticators().stream().noneMatch(Authenticator::isRequired)
        && Tokens.of(opened).list().isEmpty()) {
      throw wrongUsage(
          "On %s everybody could write: there is no token yet. Make one with `etagere token create`, or say --insecure."
              .formatted(host));
    }
    if (options.protocol().tls().isEmpty()) {
      throw wrongUsage(
          "On %s tokens would travel in the clear. Give --tls-certificate and --tls-key, or put a proxy with TLS in front and say --insecure."
              .formatted(host));
    }
  }

  private ServerOptions options() {
    try {
      ServerOptions plain =
          ServerOptions.on(address())
              .with(limits.limits())
              .with(retention.retention())
              .with(protocol.protocol())
              .stoppingWithin(Duration.ofSeconds(stopSeconds));
      return callers.authenticator().map(plain::with).orElse(plain);
    } catch (IllegalArgumentException outOfRange) {
      throw wrongUsage(String.valueOf(outOfRange.getMessage()));
    }
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

  private EtagereServer started(ServerOptions options, Store opened) throws IOException {
    try {
      refuseUnfinished(opened);
      refuseExposure(options, opened);
      return EtagereServer.start(options, opened);
    } catch (IOException failed) {
      opened.close();
      throw failed.getCause() instanceof BindException taken ? cannotListen(taken) : failed;
    } catch (RuntimeException failed) {
      opened.close();
      throw failed;
    }
  }

  private IOException cannotListen(BindException taken) {
    return new IOException(
        "cannot listen on %s port %d: %s. Choose another with --port."
            .formatted(host, port, taken.getMessage()),
        taken);
  }

  private void announce(EtagereServer server) {
    PrintWriter out = out();
    out.println("Etagere listens on " + server.uri());
    out.flush();
  }

  private static void stop(EtagereServer server, List<AutoCloseable> rest, CountDownLatch stopped) {
    server.close();
    for (AutoCloseable open : rest) {
      try {
        open.close();
      } catch (Exception unforeseen) {
        LOG.error("while stopping", unforeseen);
      }
    }
    stopped.countDown();
    Runtime.getRuntime()
        .halt(ExitCode.DONE); // SIGTERM was asked for and obeyed: that is 0, not 143
  }
}
