package dev.etagere.cli;

import dev.etagere.client.PastVersion;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonNumber;
import dev.etagere.merge.JsonString;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = "Lists the versions of a resource, newest first.",
    footer = {"", "Example:", "  etagere history /notes/42 --limit 10"})
final class HistoryCommand extends ClientCommand {

  @Parameters(paramLabel = "PATH|URL", description = "Whose versions.")
  private String reference;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private long limit;

  @Override
  int run(Printer printer) {
    Iterable<PastVersion> versions = client(reference).versions(References.encoded(reference));
    StreamSupport.stream(versions.spliterator(), false)
        .limit(limit)
        .forEach(version -> print(printer, version));
    return ExitCode.DONE;
  }

  private static void print(Printer printer, PastVersion version) {
    if (printer.isJson()) {
      printer.object(described(version));
    } else {
      printer.line(
          String.format(
              Locale.ROOT,
              "%s  %s  %-7s  %8d  %-16s %s",
              printer.styled("yellow", String.format(Locale.ROOT, "%6d", version.number())),
              version.time(),
              version.kind().name().toLowerCase(Locale.ROOT),
              version.size(),
              version.writer().orElse("-"),
              version.tag().orElse("")));
    }
  }

  private static Map<String, Json> described(PastVersion version) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("version", JsonNumber.of(version.number()));
    version.tag().ifPresent(tag -> members.put("etag", new JsonString(tag)));
    members.put("time", new JsonString(version.time().toString()));
    members.put("kind", new JsonString(version.kind().name().toLowerCase(Locale.ROOT)));
    version.writer().ifPresent(writer -> members.put("writer", new JsonString(writer)));
    members.put("size", JsonNumber.of(version.size()));
    version.mediaType().ifPresent(type -> members.put("media_type", new JsonString(type)));
    version.requestId().ifPresent(id -> members.put("request_id", new JsonString(id)));
    return members;
  }
}
