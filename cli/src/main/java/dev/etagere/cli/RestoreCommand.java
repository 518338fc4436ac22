package dev.etagere.cli;

import dev.etagere.server.operations.Errands;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description = "Brings the newest backup of a folder into a new data folder, and checks it.",
    footer = {
      "",
      "All versions keep their entity tags, so clients go on where they were; what was written",
      "after the backup is not in it. Do not let two servers go on from the same backup.",
      "",
      "Example:",
      "  etagere restore /mnt/backups/etagere --data /var/lib/etagere-new",
    })
final class RestoreCommand extends EtagereCommand {

  @Parameters(paramLabel = "DIR", description = "The folder of the backups.")
  private Path folder;

  @Mixin private StoreOptions store;

  @Option(names = "--json", description = "Prints lines of JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    refuseFilled(store.data());
    Stores.restore(folder, store.location(), store.data());
    ErrandLines lines = new ErrandLines(out(), json, "restored and checked");
    try (Store restored = store.open()) {
      Errands.run(Errands.verify(restored), lines::accept);
    }
    return lines.exitCode();
  }

  private void refuseFilled(Path data) throws IOException {
    if (Files.exists(data)) {
      try (Stream<Path> inside = Files.list(data)) {
        if (inside.findAny().isPresent()) {
          throw new IllegalStateException(
              "there is something in %s already; name a new folder with --data".formatted(data));
        }
      }
    }
  }
}
