package dev.etagere.cli;

import dev.etagere.client.Conflict;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Gone;
import dev.etagere.client.Patch;
import dev.etagere.client.Refused;
import dev.etagere.client.SaveResult;
import dev.etagere.client.Saved;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "patch",
    description = "Changes a JSON document by a JSON Patch (RFC 6902) or a merge patch (RFC 7396).",
    footer = {
      "",
      "An array is a JSON Patch, anything else a merge patch. Without --if-match the patch is",
      "applied to whatever is current, and again if somebody is faster.",
      "",
      "Examples:",
      "  echo '{\"title\":\"Milk\"}' | etagere patch /notes/42",
      "  etagere patch /notes/42 changes.json --if-match '\"7.6k9q2m7x0c4tj\"'",
    })
final class PatchCommand extends ClientCommand {
  private static final int ROUNDS = 10;

  @Parameters(index = "0", paramLabel = "PATH|URL", description = "What to change.")
  private String reference;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The patch; - or nothing is the standard input.")
  private Optional<String> file;

  @Option(
      names = "--if-match",
      paramLabel = "TAG",
      description = "Only if this is the current version.")
  private Optional<String> tag;

  @Override
  int run(Printer printer) throws IOException {
    Patch patch = patch(Input.of(file).bytes());
    EtagereClient client = client(reference);
    Document document = client.read(References.encoded(reference)).document();
    if (tag.isPresent() && !document.tag().equals(tag)) {
      return printer.conflict(document.url(), "the current version is not " + tag.get() + ".");
    }
    return switch (patched(client, document, patch)) {
      case Saved saved -> printer.done("saved", "Patched " + document.url(), saved.document());
      case Conflict conflict ->
          printer.conflict(document.url(), "somebody was faster. Nothing was written.");
      case Gone gone -> printer.conflict(gone.url(), "it was deleted meanwhile.");
      case Refused refused -> printer.refused(refused.problem());
    };
  }

  private SaveResult patched(EtagereClient client, Document document, Patch patch) {
    SaveResult result = client.patch(document, patch);
    for (int round = 1; round < ROUNDS && tag.isEmpty(); round++) {
      if (!(result instanceof Conflict conflict)) {
        return result;
      }
      result = client.patch(conflict.theirs(), patch);
    }
    return result;
  }

  private static Patch patch(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean operations =
        Json.parse(bytes) instanceof Json.Parsed.Document(Json root) && root instanceof JsonArray;
    return operations ? Patch.json(text) : Patch.merge(text);
  }
}
