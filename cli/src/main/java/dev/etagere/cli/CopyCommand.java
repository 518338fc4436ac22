package dev.etagere.cli;

import dev.etagere.storage.Store;
import dev.etagere.storage.StoreCopy;
import dev.etagere.storage.StoreObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "copy",
    sortOptions = false,
    description = {
      "Moves all data from one store to another: every version with its tag, time, writer and"
          + " content, the order of all changes, unique values, and outcomes kept for retries.",
      "Neither store is served meanwhile. Once all is copied, both are compared byte for byte. A copy"
          + " that was interrupted goes on where it was when the same command is given again; until"
          + " then what it has filled is not served."
    },
    footer = {
      "",
      "Example:",
      "  etagere copy --from rocksdb:data/store --to postgresql://etagere@db.example/etagere",
    })
final class CopyCommand extends EtagereCommand {

  private static final long BETWEEN_REPORTS = 10_000;

  @Option(
      names = "--from",
      paramLabel = "STORE",
      required = true,
      description = "The store that is read.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "STORE",
      required = true,
      description = "The store that is filled: an empty one, or one that this copy was filling.")
  private String to;

  private long reported;

  @Override
  public Integer call() throws IOException {
    Path here = Path.of("");
    try (Store source = Stores.open(from, here, StoreObserver.NONE);
        Store target = Stores.open(to, here, StoreObserver.NONE)) {
      return copied(source, target);
    }
  }

  private int copied(Store source, Store target) throws IOException {
    StoreCopy copy = new StoreCopy(source, target);
    long newest = source.newestSequence();
    long versions = copy.copy(position -> report("copied", position, newest));
    reported = 0;
    List<String> differences = copy.differences(position -> report("compared", position, newest));
    differences.forEach(out()::println);
    if (differences.isEmpty()) {
      copy.finish();
    }
    out()
        .printf(
            differences.isEmpty()
                ? "%,d versions copied; the stores hold the same.%n"
                : "%,d versions copied; the stores do not hold the same.%n",
            versions);
    out().flush();
    return differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void report(String what, long position, long newest) {
    if (position - reported >= BETWEEN_REPORTS) {
      reported = position;
      out().printf("%s up to %,d of %,d%n", what, position, newest);
      out().flush();
    }
  }
}
