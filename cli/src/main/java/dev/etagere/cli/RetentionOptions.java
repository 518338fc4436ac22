package dev.etagere.cli;

import dev.etagere.server.ConflictRetention;
import dev.etagere.server.Retention;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long a server keeps what nobody needs for ever, as options of a command. */
final class RetentionOptions {

  @Option(
      names = "--receipt-hours",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "How long a retry with the same Idempotency-Key is answered as the first was."
              + " Default: ${DEFAULT-VALUE}.")
  private int receiptHours;

  @Option(
      names = "--keep-versions",
      paramLabel = "N",
      description =
          "How many versions of a resource are kept, the current one included. Default: all.")
  private Optional<Integer> versions = Optional.empty();

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      description = "How long a version is kept after it was replaced. Default: for ever.")
  private Optional<Integer> days = Optional.empty();

  @Option(
      names = "--sweep-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How often what is beyond these bounds is dropped. Default: ${DEFAULT-VALUE}.")
  private int sweepSeconds;

  @Option(
      names = "--conflict-days",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long a refused write is remembered at most, in the log and in GET /-/conflicts."
              + " Default: ${DEFAULT-VALUE}.")
  private int conflictDays;

  @Option(
      names = "--conflict-bytes",
      paramLabel = "N",
      defaultValue = "52428800",
      description = "What the log of refused writes takes at most. Default: ${DEFAULT-VALUE}.")
  private long conflictBytes;

  @Option(
      names = "--conflicts-listed",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many refused writes GET /-/conflicts chooses from, the newest."
              + " Default: ${DEFAULT-VALUE}.")
  private int conflictsListed;

  Retention retention() {
    return new Retention(
        Duration.ofHours(receiptHours),
        versions.orElse(Retention.DEFAULT.versions()),
        days.map(Duration::ofDays).orElse(Retention.DEFAULT.age()),
        Duration.ofSeconds(sweepSeconds),
        new ConflictRetention(conflictsListed, Duration.ofDays(conflictDays), conflictBytes));
  }
}
