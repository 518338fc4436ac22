package dev.etagere.cli;

import dev.etagere.client.EtagereClient;
import dev.etagere.client.Found;
import dev.etagere.client.Gone;
import dev.etagere.client.ReadResult;
import dev.etagere.client.Refused;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "edit",
    description =
        "Opens a resource in an editor and saves it under the condition it was read with.",
    footer = {
      "",
      "If somebody saves first, both changes are merged. What does not fit is marked in the file,",
      "and the editor opens again; nothing is saved while marks are left. A draft that could not",
      "be saved is kept, and its name is printed. Works with any HTTP server that gives ETags.",
      "",
      "Examples:",
      "  etagere edit /notes/42",
      "  EDITOR='code --wait' etagere edit https://example.org/notes/42",
    })
final class EditCommand extends ClientCommand {

  @Parameters(
      paramLabel = "PATH|URL",
      description = "What to edit; it is created if it is missing.")
  private String reference;

  @Option(
      names = "--editor",
      paramLabel = "COMMAND",
      description = "The editor. Default: VISUAL or EDITOR of the environment, else vi.")
  private Optional<String> editor;

  @Option(
      names = "--type",
      paramLabel = "MEDIA-TYPE",
      description = "What it is, if it is created. Default: by name and content.")
  private Optional<String> type;

  @Override
  int run(Printer printer) throws IOException, InterruptedException {
    EtagereClient client = client(reference);
    String encoded = References.encoded(reference);
    ReadResult read = client.read(encoded);
    Drafting drafting = new Drafting(client, printer, Editor.of(editor));
    return switch (read) {
      case Found found -> drafting.change(found.document());
      case Gone gone -> drafting.create(gone.url(), type);
      case Refused refused -> printer.refused(refused.problem());
    };
  }
}
