package dev.etagere.cli;

import dev.etagere.client.Checkouts;
import dev.etagere.client.Conflict;
import dev.etagere.client.Content;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Exists;
import dev.etagere.client.Gone;
import dev.etagere.client.Refused;
import dev.etagere.client.Saved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = "Saves the files of a folder, or the lines of a JSON-lines file, as resources.",
    footer = {
      "",
      "Nothing is replaced that was not seen: a file that `export`, `import` or `get -o` remembered",
      "replaces the version it was made from, everything else is created. What is there already with",
      "the same bytes counts as done, so an import that was interrupted is run again.",
      "A line is an object with path and content (JSON), text or base64, and media_type if need be;",
      "with an etag, as `export` writes it, it replaces the version of that tag.",
      "",
      "Examples:",
      "  etagere import notes/ /notes/",
      "  etagere import notes.jsonl /",
    })
final class ImportCommand extends ClientCommand {

  @Parameters(
      index = "0",
      paramLabel = "FOLDER|FILE",
      description = "A folder, or a file of JSON lines.")
  private Path source;

  @Parameters(
      index = "1",
      paramLabel = "COLLECTION",
      description = "Where to; it ends with a slash.")
  private String collection;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many at the same time, 1 to 64. Default: ${DEFAULT-VALUE}.")
  private int parallel;

  private final Tally tally = new Tally();

  /**
   * One thing to be saved.
   *
   * @param file where it is from, if it is a file of its own
   * @param seen the tag of the version that it was made from, if it is told beside the content
   */
  record Item(String reference, Content content, Optional<Path> file, Optional<String> seen) {}

  /** An item that is read when its turn comes. */
  interface Source {
    Item read() throws IOException;
  }

  @Override
  int run(Printer printer) throws IOException, InterruptedException {
    if (!collection.endsWith("/")) {
      throw wrongUsage("A collection ends with a slash: " + collection);
    }
    if (parallel < 1 || parallel > 64) {
      throw wrongUsage("--parallel takes a number from 1 to 64, not " + parallel + ".");
    }
    EtagereClient client = client(collection);
    List<Source> sources = Files.isDirectory(source) ? files() : lines();
    Progress progress = new Progress(printer, sources.size());
    Semaphore places = new Semaphore(parallel);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Source each : sources) {
        places.acquire();
        threads.execute(() -> {
          try {
            save(printer, client, each);
            progress.step();
          } finally {
            places.release();
          }
        });
      }
    }
    return tally.total(printer, "imported");
  }

  private List<Source> files() throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !PartFile.is(file))
          .sorted()
          .<Source>map(file -> () -> item(file))
          .toList();
    }
  }

  private Item item(Path file) throws IOException {
    List<String> segments = new ArrayList<>();
    source.relativize(file).forEach(name -> segments.add(References.segment(name.toString())));
    byte[] bytes = Files.readAllBytes(file);
    String mediaType = MediaTypes.of(file.toString(), bytes);
    String reference = References.encoded(collection) + String.join("/", segments);
    return new Item(reference, Content.of(bytes, mediaType), Optional.of(file), Optional.empty());
  }

  /** Of several lines for one path the last one counts: an export that is continued appends. */
  private List<Source> lines() throws IOException {
    Map<String, String> newest = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(source)) {
      lines
          .filter(line -> !line.isBlank())
          .forEach(line -> newest.put(ExportLine.path(line).orElse(line), line));
    }
    return newest.values().stream()
        .<Source>map(line -> () -> ExportLine.parse(References.encoded(collection), line))
        .toList();
  }

  private void save(Printer printer, EtagereClient client, Source each) {
    String name = source.toString();
    try {
      Item item = each.read();
      name = item.reference();
      save(printer, client, item);
    } catch (IOException | UncheckedIOException | IllegalArgumentException failed) {
      tally.failed(printer, name, String.valueOf(failed.getMessage()));
    }
  }

  private void save(Printer printer, EtagereClient client, Item item) {
    Checkouts checkouts = checkouts();
    URI url = client.base().resolve(item.reference());
    Optional<Document> base =
        item.file().flatMap(checkouts::recall).filter(known -> known.url().equals(url));
    if (base.isEmpty()) {
      create(printer, client, item);
    } else if (sameBytes(base.get().content(), item.content())) {
      tally.unchanged();
    } else {
      replace(printer, client, item, base.get());
    }
  }

  private void create(Printer printer, EtagereClient client, Item item) {
    switch (client.create(item.reference(), item.content())) {
      case Saved saved -> done(item, saved.document());
      case Exists exists when sameBytes(exists.current().content(), item.content()) ->
          unchanged(item, exists.current());
      case Exists exists
          when item.seen().isPresent() && item.seen().equals(exists.current().tag()) ->
          replace(printer, client, item, exists.current());
      case Exists exists ->
          tally.conflict(
              printer, item.reference(), "there is another content, which you may not have seen");
      case Refused refused -> tally.failed(printer, item.reference(), refused.problem().toString());
    }
  }

  private void replace(Printer printer, EtagereClient client, Item item, Document base) {
    Content content =
        item.file().isPresent() ? base.content().withBytes(item.content().bytes()) : item.content();
    switch (client.save(base.edit(content))) {
      case Saved saved -> done(item, saved.document());
      // An import that was interrupted saved it and could not remember it any more.
      case Conflict conflict when sameBytes(conflict.theirs().content(), item.content()) ->
          unchanged(item, conflict.theirs());
      case Conflict conflict ->
          tally.conflict(
              printer, item.reference(), "somebody saved another version since it was fetched");
      case Gone gone ->
          tally.conflict(printer, item.reference(), "it was deleted since it was fetched");
      case Refused refused -> tally.failed(printer, item.reference(), refused.problem().toString());
    }
  }

  private void done(Item item, Document document) {
    item.file().ifPresent(file -> checkouts().remember(file, document));
    tally.written();
  }

  private void unchanged(Item item, Document current) {
    item.file().ifPresent(file -> checkouts().remember(file, current));
    tally.unchanged();
  }

  private static boolean sameBytes(Content one, Content two) {
    return Arrays.equals(one.bytes(), two.bytes());
  }
}
