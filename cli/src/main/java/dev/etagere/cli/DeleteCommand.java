package dev.etagere.cli;

import dev.etagere.client.Changed;
import dev.etagere.client.DeleteResult;
import dev.etagere.client.Deleted;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Gone;
import dev.etagere.client.Refused;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    description = "Deletes a resource: the version that is named, or whatever is there.",
    footer = {"", "Example:", "  etagere delete /notes/42 --if-match '\"7.6k9q2m7x0c4tj\"'"})
final class DeleteCommand extends ClientCommand {

  @Parameters(paramLabel = "PATH|URL", description = "What to delete.")
  private String reference;

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  /** Which version may be deleted. */
  static final class Which {
    @Option(
        names = "--if-match",
        paramLabel = "TAG",
        description = "Deletes the version of this tag.")
    private Optional<String> tag = Optional.empty();

    @Option(names = "--any", description = "Deletes whatever is there, seen or unseen.")
    private boolean any;
  }

  @Override
  int run(Printer printer) {
    EtagereClient client = client(reference);
    Document document = client.read(References.encoded(reference)).document();
    if (which.tag.isPresent() && !document.tag().equals(which.tag)) {
      return printer.conflict(
          document.url(), "the current version is not " + which.tag.get() + ".");
    }
    return switch (deleted(client, document)) {
      case Deleted deleted -> printer.done("deleted", "Deleted " + deleted.url(), deleted.url());
      case Changed changed ->
          printer.conflict(document.url(), "somebody was faster. Nothing was deleted.");
      case Gone gone -> printer.done("deleted", "It was deleted by somebody else.", gone.url());
      case Refused refused -> printer.refused(refused.problem());
    };
  }

  private DeleteResult deleted(EtagereClient client, Document document) {
    DeleteResult result = client.delete(document);
    while (which.any && result instanceof Changed changed) {
      result = client.delete(changed.current());
    }
    return result;
  }
}
