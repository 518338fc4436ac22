package dev.etagere.cli;

import dev.etagere.client.Change;
import dev.etagere.client.ChangeStream;
import dev.etagere.client.EtagereClient;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonNumber;
import dev.etagere.merge.JsonString;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description = "Prints changes as they are committed, until it is stopped (Ctrl+C).",
    footer = {
      "",
      "Examples:",
      "  etagere watch /notes/",
      "  etagere watch /notes/ --after 0",
      "  etagere watch /notes/ --json --after \"$CURSOR\"",
    })
final class WatchCommand extends ClientCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "PREFIX",
      defaultValue = "/",
      description = "The paths to watch. Default: all.")
  private String prefix;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description =
          "Begins behind the change of this cursor, as --json prints it; 0 begins with the first"
              + " there is. Default: now.")
  private Optional<String> after;

  @Option(names = "--count", paramLabel = "N", description = "Stops after so many changes.")
  private Optional<Long> count;

  @Override
  int run(Printer printer) {
    EtagereClient client = client(prefix);
    String start = after.map(WatchCommand::cursor).orElse("now");
    printer.note("Watching " + prefix + " ...");
    try (ChangeStream changes = client.follow(prefix, start)) {
      for (long seen = 0; seen < count.orElse(Long.MAX_VALUE) && changes.hasNext(); seen++) {
        print(printer, changes.next());
      }
    }
    return ExitCode.DONE;
  }

  /** The client begins with the first change behind nothing. */
  private static String cursor(String given) {
    return given.equals("0") ? "" : given;
  }

  private static void print(Printer printer, Change change) {
    if (printer.isJson()) {
      printer.object(described(change));
    } else {
      String kind = change.kind().name().toLowerCase(Locale.ROOT);
      printer.line(
          "%s  %-7s  %s  version %d%s"
              .formatted(
                  change.time(),
                  kind,
                  printer.styled("bold", change.path()),
                  change.version(),
                  change.writer().map(writer -> "  by " + writer).orElse("")));
    }
  }

  private static Map<String, Json> described(Change change) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("cursor", new JsonString(change.cursor()));
    members.put("path", new JsonString(change.path()));
    members.put("version", JsonNumber.of(change.version()));
    change.tag().ifPresent(tag -> members.put("etag", new JsonString(tag)));
    members.put("kind", new JsonString(change.kind().name().toLowerCase(Locale.ROOT)));
    members.put("time", new JsonString(change.time().toString()));
    change.writer().ifPresent(writer -> members.put("writer", new JsonString(writer)));
    return members;
  }
}
