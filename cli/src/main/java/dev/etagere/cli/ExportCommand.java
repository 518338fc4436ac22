package dev.etagere.cli;

import dev.etagere.client.Checkouts;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Found;
import dev.etagere.client.Gone;
import dev.etagere.client.Member;
import dev.etagere.client.Refused;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = "Fetches the members of a collection into a folder, or into a JSON-lines file.",
    footer = {
      "",
      "The version of each file is remembered, so that `import` later replaces exactly that one.",
      "Files with edits of yours are left alone. An export that was interrupted is run again: what",
      "is there in its current version is not fetched again.",
      "",
      "Examples:",
      "  etagere export /notes/ notes/",
      "  etagere export /notes/ notes.jsonl",
    })
final class ExportCommand extends ClientCommand {

  @Parameters(
      index = "0",
      paramLabel = "COLLECTION",
      description = "What to fetch; it ends with a slash.")
  private String collection;

  @Parameters(
      index = "1",
      paramLabel = "FOLDER|FILE",
      description = "A folder, or a file of JSON lines, whose name ends with .jsonl.")
  private Path target;

  private final Tally tally = new Tally();

  @Override
  int run(Printer printer) throws IOException {
    if (!collection.endsWith("/")) {
      throw wrongUsage("A collection ends with a slash: " + collection);
    }
    EtagereClient client = client(collection);
    List<Member> members = new ArrayList<>();
    client.members(References.encoded(collection)).forEach(members::add);
    Progress progress = new Progress(printer, members.size());
    if (target.toString().endsWith(".jsonl")) {
      lines(printer, client, members, progress);
    } else {
      for (Member member : members) {
        file(printer, client, member);
        progress.step();
      }
    }
    return tally.total(printer, "exported");
  }

  private void file(Printer printer, EtagereClient client, Member member) throws IOException {
    Optional<Path> file = file(client, member);
    if (file.isEmpty()) {
      tally.failed(printer, member.path(), "its name cannot be that of a file");
    } else if (isCurrent(file.get(), member)) {
      tally.unchanged();
    } else if (isEdited(file.get())) {
      compare(printer, client, member, file.get());
    } else {
      fetch(printer, client, member, file.get());
    }
  }

  private void fetch(Printer printer, EtagereClient client, Member member, Path file)
      throws IOException {
    switch (client.read(member.url().toString())) {
      case Found(Document document) -> {
        PartFile.write(file, document.content().bytes());
        checkouts().remember(file, document);
        tally.written();
      }
      case Gone gone -> printer.note(member.path() + " was deleted meanwhile");
      case Refused refused -> tally.failed(printer, member.path(), refused.problem().toString());
    }
  }

  /**
   * A file that is not known as it is has edits, unless it is what stands there now: an export that
   * was interrupted wrote it and could not remember it any more.
   */
  private void compare(Printer printer, EtagereClient client, Member member, Path file)
      throws IOException {
    byte[] held = Files.readAllBytes(file);
    if (client.read(member.url().toString()) instanceof Found(Document document)
        && Arrays.equals(document.content().bytes(), held)) {
      checkouts().remember(file, document);
      tally.unchanged();
    } else {
      tally.conflict(printer, file.toString(), "the file has edits; import it first");
    }
  }

  /** A file below the target; none if the path leads out of it or is no name of files. */
  private Optional<Path> file(EtagereClient client, Member member) {
    String prefix = client.base().resolve(References.encoded(collection)).getRawPath();
    String path = member.url().getRawPath();
    Path file = target;
    for (String segment : path.substring(Math.min(prefix.length(), path.length())).split("/", -1)) {
      String name = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (name.isEmpty()
          || name.equals(".")
          || name.equals("..")
          || name.contains("/")
          || name.indexOf(0) >= 0) {
        return Optional.empty();
      }
      file = file.resolve(name);
    }
    return path.startsWith(prefix) ? Optional.of(file) : Optional.empty();
  }

  private static boolean isCurrent(Path file, Member member) throws IOException {
    Optional<Document> known = checkouts().recall(file);
    return known.filter(document -> document.url().equals(member.url())).isPresent()
        && known.get().tag().equals(member.tag())
        && Files.exists(file)
        && Arrays.equals(known.get().content().bytes(), Files.readAllBytes(file));
  }

  /** Whether the file is there and not just as it was fetched. */
  private static boolean isEdited(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    Checkouts checkouts = checkouts();
    byte[] bytes = Files.readAllBytes(file);
    return checkouts
        .recall(file)
        .filter(document -> Arrays.equals(document.content().bytes(), bytes))
        .isEmpty();
  }

  private void lines(Printer printer, EtagereClient client, List<Member> members, Progress progress)
      throws IOException {
    Map<String, String> held = held();
    try (Writer out =
        Files.newBufferedWriter(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (Member member : members) {
        if (member.tag().isPresent() && member.tag().get().equals(held.get(member.path()))) {
          tally.unchanged();
        } else {
          line(printer, client, member, out);
        }
        progress.step();
      }
    }
  }

  private void line(Printer printer, EtagereClient client, Member member, Writer out)
      throws IOException {
    switch (client.read(member.url().toString())) {
      case Found(Document document) -> {
        out.write(JsonObject.of(DocumentJson.exact(member.path(), document)).toString() + "\n");
        tally.written();
      }
      case Gone gone -> printer.note(member.path() + " was deleted meanwhile");
      case Refused refused -> tally.failed(printer, member.path(), refused.problem().toString());
    }
  }

  /** The tags of what the file holds by path; a last line that was cut off is taken away. */
  private Map<String, String> held() throws IOException {
    Map<String, String> tags = new HashMap<>();
    if (!Files.exists(target)) {
      return tags;
    }
    byte[] bytes = Files.readAllBytes(target);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end < bytes.length) {
      Files.write(target, Arrays.copyOf(bytes, end));
    }
    try (Stream<String> lines = Files.lines(target)) {
      lines.forEach(line -> note(line, tags));
    }
    return tags;
  }

  private static void note(String line, Map<String, String> tags) {
    if (Json.parse(line) instanceof Json.Parsed.Document(Json root)
        && root instanceof JsonObject object) {
      ExportLine.string(object, "path")
          .ifPresent(path -> tags.put(path, ExportLine.string(object, "etag").orElse("")));
    }
  }
}
