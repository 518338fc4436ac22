package dev.etagere.cli;

import dev.etagere.server.Limits;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What one client can make the server hold, as options of a command. */
final class LimitOptions {

  @Option(
      names = "--header-bytes",
      paramLabel = "N",
      defaultValue = "16384",
      description = "The longest request header, in bytes. Default: ${DEFAULT-VALUE}.")
  private int headerBytes;

  @Option(
      names = "--target-bytes",
      paramLabel = "N",
      defaultValue = "8192",
      description = "The longest request target, in bytes. Default: ${DEFAULT-VALUE}.")
  private int targetBytes;

  @Option(
      names = "--content-bytes",
      paramLabel = "N",
      defaultValue = "1073741824",
      description =
          "The longest content of a request after decoding, in bytes; max_bytes of a collection's"
              + " rules goes below it. Default: ${DEFAULT-VALUE}.")
  private long contentBytes;

  @Option(
      names = "--idle-seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long a connection may be silent. Default: ${DEFAULT-VALUE}.")
  private int idleSeconds;

  @Option(
      names = "--patience-seconds",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long a request header may take in all, and how long content may arrive at any pace."
              + " Default: ${DEFAULT-VALUE}.")
  private int patienceSeconds;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many connections are open at once; further ones wait. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many reads, and how many writes, are answered at once; further ones get 503."
              + " Default: ${DEFAULT-VALUE}.")
  private int requests;

  @Option(
      names = "--memory-bytes",
      paramLabel = "N",
      description =
          "The memory that large content may take while it is worked on as a whole, of all requests"
              + " together, in bytes. Default: a quarter of the heap.")
  private Optional<Long> memoryBytes;

  Limits limits() {
    Limits limits =
        new Limits(
            headerBytes,
            targetBytes,
            contentBytes,
            Duration.ofSeconds(idleSeconds),
            Duration.ofSeconds(patienceSeconds),
            connections,
            requests);
    return memoryBytes.map(limits::withMemory).orElse(limits);
  }
}
