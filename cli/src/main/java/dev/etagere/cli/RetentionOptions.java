package dev.etagere.cli;

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

  Retention retention() {
    return new Retention(
        Duration.ofHours(receiptHours),
        versions.orElse(Retention.DEFAULT.versions()),
        days.map(Duration::ofDays).orElse(Retention.DEFAULT.age()),
        Duration.ofSeconds(sweepSeconds));
  }
}
