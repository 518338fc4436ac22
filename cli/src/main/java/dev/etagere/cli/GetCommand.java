package dev.etagere.cli;

import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    description = "Prints a resource, or fetches it into a file.",
    footer = {
      "",
      "With -o the version is remembered for the file, so that `etagere put PATH FILE` later",
      "replaces exactly that version, or says that it is no longer the current one.",
      "",
      "Examples:",
      "  etagere get /notes/42",
      "  etagere get /notes/42 -o note.json",
      "  etagere get https://example.org/notes/42 --include",
    })
final class GetCommand extends ClientCommand {

  @Parameters(paramLabel = "PATH|URL", description = "What to get.")
  private String reference;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes the body into this file.")
  private Optional<Path> output;

  @Option(
      names = {"-i", "--include"},
      description = "Prints the tag, the date and the media type before the body.")
  private boolean include;

  @Option(names = "--number", paramLabel = "N", description = "That version instead of the newest.")
  private Optional<Long> number;

  @Override
  int run(Printer printer) throws IOException {
    EtagereClient client = client(reference);
    String encoded = References.encoded(reference);
    Document document =
        (number.isPresent() ? client.version(encoded, number.get()) : client.read(encoded))
            .document();
    if (output.isPresent()) {
      return fetched(printer, document, output.get());
    }
    if (printer.isJson()) {
      printer.object(DocumentJson.readable(document));
    } else {
      print(printer, document);
    }
    return ExitCode.DONE;
  }

  private int fetched(Printer printer, Document document, Path file) throws IOException {
    if (hasEdits(file)) {
      return printer.conflict(
          document.url(),
          file + " has edits that are saved nowhere else; put it, or move it away, and get again.");
    }
    Files.write(file, document.content().bytes());
    if (number.isEmpty()) {
      checkouts().remember(file, document);
    }
    return printer.done("fetched", "Fetched into " + file + ":", document);
  }

  /** Whether the file is no longer what it was fetched as. */
  private static boolean hasEdits(Path file) throws IOException {
    Optional<Document> base = Files.exists(file) ? checkouts().recall(file) : Optional.empty();
    return base.isPresent()
        && !Arrays.equals(base.get().content().bytes(), Files.readAllBytes(file));
  }

  private void print(Printer printer, Document document) throws IOException {
    if (include) {
      document.tag().ifPresent(tag -> printer.line("ETag: " + tag));
      document.lastModified().ifPresent(at -> printer.line("Last-Modified: " + at));
      printer.line("Content-Type: " + document.content().mediaType());
      printer.line("");
    }
    System.out.write(document.content().bytes());
    System.out.flush();
  }
}
