package dev.etagere.cli;

import dev.etagere.client.Content;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.PastVersion;
import dev.etagere.merge.Diff;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = "Shows what changed between two versions, or between a version and a file.",
    footer = {
      "",
      "Examples:",
      "  etagere diff /notes/42                      the newest version and the one before",
      "  etagere diff /notes/42 3 7",
      "  etagere diff /notes/42 --file note.json     the newest version and a local file",
    })
final class DiffCommand extends ClientCommand {

  @Parameters(index = "0", paramLabel = "PATH|URL", description = "What to look at.")
  private String reference;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FROM",
      description = "The earlier version.")
  private Optional<Long> from;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TO",
      description = "The later one. Default: the newest.")
  private Optional<Long> to;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A local file instead of the later version.")
  private Optional<Path> file;

  /** One of the two sides. */
  private record Side(String name, Content content) {
    static Side of(String name, Document document) {
      return new Side(name, document.content());
    }
  }

  @Override
  int run(Printer printer) throws IOException {
    EtagereClient client = client(reference);
    String encoded = References.encoded(reference);
    Side later = to.isPresent() ? version(client, encoded, to.get()) : newest(client, encoded);
    if (file.isPresent()) {
      byte[] bytes = Files.readAllBytes(file.get());
      Side local = new Side(file.get().toString(), later.content().withBytes(bytes));
      print(printer, from.isPresent() ? version(client, encoded, from.get()) : later, local);
    } else {
      long number = from.isPresent() ? from.get() : previous(client, encoded);
      print(printer, version(client, encoded, number), later);
    }
    return ExitCode.DONE;
  }

  private Side newest(EtagereClient client, String encoded) {
    Document document = client.read(encoded).document();
    return Side.of(reference + " " + document.tag().orElse("now"), document);
  }

  private Side version(EtagereClient client, String encoded, long number) {
    return Side.of(reference + " version " + number, client.version(encoded, number).document());
  }

  private long previous(EtagereClient client, String encoded) {
    Iterator<PastVersion> versions = client.versions(encoded).iterator();
    versions.next();
    while (versions.hasNext()) {
      PastVersion earlier = versions.next();
      if (earlier.kind() == PastVersion.Kind.WRITTEN) {
        return earlier.number();
      }
    }
    throw wrongUsage(reference + " has one version only; compare it with --file.");
  }

  private static void print(Printer printer, Side one, Side two) {
    List<String> lines = Lines.unified(one.name(), two.name(), one.content(), two.content());
    if (printer.isJson()) {
      printer.object(described(one, two, lines));
    } else {
      lines.forEach(line -> printer.line(style(line), line));
    }
  }

  private static String style(String line) {
    if (line.startsWith("+++") || line.startsWith("---")) {
      return "bold";
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> "green";
      case '-' -> "red";
      case '@' -> "cyan";
      default -> "";
    };
  }

  private static Map<String, Json> described(Side one, Side two, List<String> lines) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("from", new JsonString(one.name()));
    members.put("to", new JsonString(two.name()));
    if (Json.parse(one.content().bytes()) instanceof Json.Parsed.Document(Json before)
        && Json.parse(two.content().bytes()) instanceof Json.Parsed.Document(Json after)) {
      members.put("patch", Diff.patch(before, after).toJson());
    } else {
      members.put("diff", new JsonString(String.join("\n", lines)));
    }
    return members;
  }
}
