package dev.etagere.cli;

import dev.etagere.client.Checkouts;
import dev.etagere.client.Credentials;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.NoReplyException;
import dev.etagere.client.RefusedException;
import dev.etagere.client.ResponseCache;
import dev.etagere.client.UnknownOutcomeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What all commands have in common that speak to a server. */
abstract class ClientCommand extends EtagereCommand {
  private static final long CACHE_BYTES = 64L << 20;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The server that paths are of. Default: the environment's ETAGERE_URL, else"
              + " http://127.0.0.1:8412/.")
  private Optional<String> server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the bearer token for the server. Default: the token in the environment's"
              + " ETAGERE_TOKEN, if any.")
  private Optional<Path> tokenFile;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long to try, retries included. Default: ${DEFAULT-VALUE}.")
  private long timeoutSeconds;

  @Option(names = "--json", description = "Prints the outcome as JSON.")
  private boolean json;

  /** Carries the command out; the result is the exit code. */
  abstract int run(Printer printer) throws IOException, InterruptedException;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    Printer printer = new Printer(commandLine().getOut(), commandLine().getErr(), json);
    tokenFile.filter(ClientCommand::othersMayRead).ifPresent(file -> printer.note(warning(file)));
    try {
      return run(printer);
    } catch (RefusedException refused) {
      return printer.refused(refused.problem());
    } catch (UnknownOutcomeException unknown) {
      printer.failed(
          "unknown_outcome", unknown.getMessage() + "; run the command again to find out.");
      return ExitCode.FAILED;
    } catch (NoReplyException lost) {
      return printer.failed("no_reply", lost.getMessage() + ".");
    }
  }

  /** A client for what the argument names: a path of the server, or a URL anywhere. */
  EtagereClient client(String reference) {
    if (timeoutSeconds < 1) {
      throw wrongUsage("--timeout takes a number of seconds from 1, not " + timeoutSeconds + ".");
    }
    return EtagereClient.builder(base(reference))
        .credentials(credentials(reference))
        .cache(ResponseCache.inDirectory(Folders.cache().resolve("replies"), CACHE_BYTES))
        .operationTimeout(Duration.ofSeconds(timeoutSeconds))
        .build();
  }

  /** What is known about which version a local file was made from. */
  static Checkouts checkouts() {
    return Checkouts.in(Folders.cache().resolve("checkouts"));
  }

  private URI base(String reference) {
    String named = server.or(() -> environment("ETAGERE_URL")).orElse("http://127.0.0.1:8412/");
    return References.url(References.isAbsolute(reference) && server.isEmpty() ? reference : named)
        .orElseThrow(() -> wrongUsage("Not an http or https URL: " + named));
  }

  /**
   * The token of the environment belongs to the server of the environment; a URL elsewhere gets
   * only what the command line names for it.
   */
  private Credentials credentials(String reference) {
    if (tokenFile.isPresent()) {
      return Credentials.bearerFile(tokenFile.get());
    }
    boolean elsewhere = References.isAbsolute(reference) && server.isEmpty();
    return elsewhere && !isOfEnvironment(reference)
        ? Credentials.none()
        : environment("ETAGERE_TOKEN").map(Credentials::bearer).orElse(Credentials.none());
  }

  private static boolean othersMayRead(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private static String warning(Path file) {
    return "Others may read the token in %s; chmod 600 %s keeps it to you.".formatted(file, file);
  }

  private static boolean isOfEnvironment(String reference) {
    return environment("ETAGERE_URL")
        .flatMap(References::url)
        .filter(url -> References.sameOrigin(url, URI.create(reference)))
        .isPresent();
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
