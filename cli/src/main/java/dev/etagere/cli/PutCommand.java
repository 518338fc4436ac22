package dev.etagere.cli;

import dev.etagere.client.Conflict;
import dev.etagere.client.Content;
import dev.etagere.client.CreateResult;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Exists;
import dev.etagere.client.Gone;
import dev.etagere.client.Merged;
import dev.etagere.client.Refused;
import dev.etagere.client.SaveResult;
import dev.etagere.client.Saved;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "put",
    description = "Saves a file as a resource, never over a version that was not seen.",
    footer = {
      "",
      "Which version is replaced:",
      "  - with --if-match the one of that tag;",
      "  - for a file that `get -o`, `put` or `export` remembered, the one it was made from;",
      "  - else none: the resource is created, and if it is there already nothing is written",
      "    and the exit code is 4. --overwrite replaces whatever is there.",
      "After a success the new version is remembered for the file.",
      "",
      "Examples:",
      "  etagere get /notes/42 -o note.json; $EDITOR note.json; etagere put /notes/42 note.json",
      "  echo '{\"title\":\"Milk\"}' | etagere put /notes/43 --create",
    })
final class PutCommand extends ClientCommand {

  @Parameters(index = "0", paramLabel = "PATH|URL", description = "Where to save.")
  private String reference;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "What to save; - or nothing is the standard input.")
  private Optional<String> file;

  @Option(
      names = "--type",
      paramLabel = "MEDIA-TYPE",
      description = "What it is. Default: that of the version replaced, else by name and content.")
  private Optional<String> type;

  @Option(
      names = "--merge",
      description = "If somebody was faster, saves both changes if they fit.")
  private boolean merge;

  @ArgGroup private Which which = new Which();

  /** Which version may be replaced. */
  static final class Which {
    @Option(
        names = "--if-match",
        paramLabel = "TAG",
        description = "Replaces the version of this tag.")
    private Optional<String> tag = Optional.empty();

    @Option(names = "--create", description = "Creates only.")
    private boolean create;

    @Option(names = "--overwrite", description = "Replaces whatever is there, seen or unseen.")
    private boolean overwrite;
  }

  @Override
  int run(Printer printer) throws IOException {
    Input input = Input.of(file);
    EtagereClient client = client(reference);
    String encoded = References.encoded(reference);
    URI url = client.base().resolve(encoded);
    if (which.overwrite) {
      return overwritten(printer, input, client, encoded);
    }
    Optional<Document> base = which.create ? Optional.empty() : base(client, input, url);
    if (which.tag.isPresent() && base.isEmpty()) {
      return printer.conflict(url, "the current version is not " + which.tag.get() + ".");
    }
    return base.isPresent()
        ? saved(printer, input, client, base.get())
        : created(printer, input, client, encoded);
  }

  /** The version to be replaced: the one of the given tag, else the one remembered for the file. */
  private Optional<Document> base(EtagereClient client, Input input, URI url) {
    Optional<Document> remembered =
        input.file().flatMap(checkouts()::recall).filter(document -> document.url().equals(url));
    if (which.tag.isEmpty()) {
      return remembered;
    }
    return remembered
        .filter(document -> document.tag().equals(which.tag))
        .or(() -> client.read(url.toString()).found())
        .filter(document -> document.tag().equals(which.tag));
  }

  private int saved(Printer printer, Input input, EtagereClient client, Document base) {
    SaveResult result = client.save(base.edit(content(input, Optional.of(base))));
    while (merge
        && result instanceof Conflict conflict
        && conflict.merge() instanceof Merged.Clean clean) {
      printer.note("Somebody saved first; both changes fit and are saved together.");
      result = client.save(clean.draft());
    }
    return switch (result) {
      case Saved saved -> remembered(printer, input, saved.document());
      case Conflict conflict -> printer.conflict(base.url(), explained(conflict));
      case Gone gone ->
          printer.conflict(gone.url(), "it was deleted meanwhile. --create brings it back.");
      case Refused refused -> printer.refused(refused.problem());
    };
  }

  private static String explained(Conflict conflict) {
    return "somebody saved another version%s since yours was fetched. Nothing was written. --merge saves both if they fit; `etagere edit` shows what does not."
        .formatted(conflict.theirs().tag().map(tag -> " (" + tag + ")").orElse(""));
  }

  private int created(Printer printer, Input input, EtagereClient client, String encoded) {
    CreateResult result = client.create(encoded, content(input, Optional.empty()));
    return switch (result) {
      case Saved saved -> remembered(printer, input, saved.document());
      case Exists exists -> printer.conflict(exists.current().url(), unseen(exists, input));
      case Refused refused -> printer.refused(refused.problem());
    };
  }

  private String unseen(Exists exists, Input input) {
    String tag = exists.current().tag().map(known -> " (" + known + ")").orElse("");
    String target = input.file().map(name -> " -o " + name).orElse("");
    return "there is a version already%s, and it is not known that you saw it. Nothing was written. Get it with `etagere get %s%s`, or name it with --if-match, or say --overwrite."
        .formatted(tag, reference, target);
  }

  private int overwritten(Printer printer, Input input, EtagereClient client, String encoded) {
    return switch (client.overwrite(encoded, content(input, Optional.empty()))) {
      case Saved saved -> remembered(printer, input, saved.document());
      case Refused refused -> printer.refused(refused.problem());
    };
  }

  private int remembered(Printer printer, Input input, Document document) {
    input.file().ifPresent(name -> checkouts().remember(name, document));
    return printer.done("saved", "Saved " + document.url(), document);
  }

  private Content content(Input input, Optional<Document> base) {
    String name = input.file().map(Object::toString).orElse(reference);
    String mediaType =
        type.or(() -> base.map(document -> document.content().mediaType()))
            .orElseGet(() -> MediaTypes.of(name, input.bytes()));
    return Content.of(input.bytes(), mediaType);
  }
}
