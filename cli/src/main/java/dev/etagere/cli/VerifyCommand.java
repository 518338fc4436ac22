package dev.etagere.cli;

import dev.etagere.server.operations.Errands;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description =
        "Checks all that a store has: chains, the order of versions, claims, and every byte.",
    footer = {
      "",
      "Speaks to the server that runs over the data folder, which goes on serving meanwhile, or",
      "opens the store itself where none does. Ends with 0 if all is in order, else with 1, and",
      "with a line for each thing that is wrong and one that says what to do.",
      "",
      "Examples:",
      "  etagere verify --data /var/lib/etagere",
      "  etagere verify --json",
    })
final class VerifyCommand extends EtagereCommand {

  @Mixin private StoreOptions store;

  @Option(names = "--json", description = "Prints a line of JSON for each finding and the end.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ErrandLines lines = new ErrandLines(out(), json, "checked");
    Optional<RunningServer> running = store.running();
    if (running.isPresent()) {
      running.get().run("/-/verify", lines);
    } else {
      verify(lines);
    }
    return lines.exitCode();
  }

  private void verify(ErrandLines lines) {
    try (Store opened = store.openExisting()) {
      Errands.run(Errands.verify(opened), lines::accept);
    } catch (StoreException refused) {
      if (refused.trouble() != StoreException.Trouble.CORRUPT) {
        throw refused;
      }
      lines.accept(Errands.damaged(refused));
    }
  }
}
