package dev.etagere.cli;

import dev.etagere.server.operations.Errands;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description = "Adds a backup of a store to a folder, while it is served or while it is not.",
    footer = {
      "",
      "The backup is the store as it is at one moment; what was acknowledged before is in it. A",
      "folder takes the backups of one store, and each copies only what is new since the last.",
      "",
      "Example:",
      "  etagere backup /mnt/backups/etagere --data /var/lib/etagere",
    })
final class BackupCommand extends EtagereCommand {

  private static final int MOST = 9_999;

  @Parameters(paramLabel = "DIR", description = "The folder for the backups.")
  private Path folder;

  @Mixin private StoreOptions store;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "7",
      description = "How many of the newest backups stay in the folder. Default: ${DEFAULT-VALUE}.")
  private int keep;

  @Option(names = "--json", description = "Prints a line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (keep < 1 || keep > MOST) {
      throw wrongUsage("--keep takes a number from 1 to %d, not %d.".formatted(MOST, keep));
    }
    ErrandLines lines = new ErrandLines(out(), json, "backed up");
    Path absolute = folder.toAbsolutePath().normalize();
    Optional<RunningServer> running = store.running();
    if (running.isPresent()) {
      running.get().run(target(absolute), lines);
    } else {
      try (Store opened = store.openExisting()) {
        Errands.run(Errands.backup(opened, absolute, keep), lines::accept);
      }
    }
    return lines.exitCode();
  }

  private String target(Path absolute) {
    return "/-/backup?keep=%d&folder=%s"
        .formatted(keep, URLEncoder.encode(absolute.toString(), StandardCharsets.UTF_8));
  }
}
