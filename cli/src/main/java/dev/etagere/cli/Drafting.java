package dev.etagere.cli;

import dev.etagere.client.Conflict;
import dev.etagere.client.Content;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Exists;
import dev.etagere.client.Gone;
import dev.etagere.client.Merged;
import dev.etagere.client.NoReplyException;
import dev.etagere.client.Problem;
import dev.etagere.client.Refused;
import dev.etagere.client.SaveResult;
import dev.etagere.client.Saved;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonFault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Editing one resource: the editor opens until the draft is saved, given up or out of reach. */
final class Drafting {
  private final EtagereClient client;
  private final Printer printer;
  private final Editor editor;

  /** What to do after the editor was closed. */
  private sealed interface Next {
    /** The command ends. */
    record End(int exitCode) implements Next {}

    /** The editor opens again, for an edit of this document. */
    record Again(Document base, String sentence) implements Next {}
  }

  Drafting(EtagereClient client, Printer printer, Editor editor) {
    this.client = client;
    this.printer = printer;
    this.editor = editor;
  }

  /** Edits what is there. */
  int change(Document document) throws IOException, InterruptedException {
    Document base = document;
    try (DraftFile file = DraftFile.of(document)) {
      for (int opened = 1; ; opened++) {
        byte[] before = file.read();
        if (!edited(file)) {
          return ExitCode.FAILED;
        }
        byte[] after = file.read();
        boolean hopeless = Arrays.equals(before, after) || opened == mostOpenings();
        switch (next(file, base, base.content().withBytes(after))) {
          case Next.End(int exitCode) -> {
            return exitCode;
          }
          case Next.Again again when hopeless -> {
            return givenUp(file, base.url(), again.sentence());
          }
          case Next.Again(Document newBase, String sentence) -> {
            base = newBase;
            ask(sentence);
          }
        }
      }
    }
  }

  /** A script as editor is not asked for ever; a person who has had enough says so. */
  private static int mostOpenings() {
    return Printer.onTerminal() ? Integer.MAX_VALUE : 3;
  }

  private boolean edited(DraftFile file) throws IOException, InterruptedException {
    int exitCode = editor.open(file.path());
    if (exitCode == 0) {
      return true;
    }
    file.keep();
    printer.failed(
        "editor", "The editor ended with " + exitCode + "; nothing was saved. " + file.where());
    return false;
  }

  private Next next(DraftFile file, Document base, Content content) throws IOException {
    if (content.equals(base.content())) {
      return new Next.End(printer.done("unchanged", "Nothing was changed in " + base.url(), base));
    }
    Optional<String> fault = fault(base, content);
    return fault.isPresent() ? new Next.Again(base, fault.get()) : saved(file, base, content);
  }

  /** Why the draft cannot be what is meant. */
  private static Optional<String> fault(Document base, Content content) {
    List<Integer> marks = Marks.left(content.asText());
    if (!marks.isEmpty() && Marks.left(base.text()).isEmpty()) {
      return Optional.of(
          "Marks are left in the lines " + marks + "; nothing is saved before they are gone.");
    }
    return content.isJson()
        ? Json.check(content.bytes()).map(Drafting::described)
        : Optional.empty();
  }

  private static String described(JsonFault fault) {
    return "This is not JSON: line %d, column %d: %s."
        .formatted(fault.line(), fault.column(), fault.why());
  }

  private Next saved(DraftFile file, Document base, Content content) throws IOException {
    try {
      SaveResult result = client.save(base.edit(content));
      while (result instanceof Conflict conflict
          && conflict.merge() instanceof Merged.Clean clean) {
        printer.note("Somebody saved first; both changes fit and are saved together.");
        result = client.save(clean.draft());
      }
      return next(file, base, result);
    } catch (NoReplyException lost) {
      file.keep();
      return new Next.End(printer.failed("no_reply", lost.getMessage() + ". " + file.where()));
    }
  }

  private Next next(DraftFile file, Document base, SaveResult result) throws IOException {
    return switch (result) {
      case Saved saved ->
          new Next.End(printer.done("saved", "Saved " + base.url(), saved.document()));
      case Conflict conflict -> contested(file, conflict);
      case Gone gone -> {
        file.keep();
        yield new Next.End(
            printer.conflict(gone.url(), "it was deleted meanwhile. " + file.where()));
      }
      case Refused refused -> refused(file, base, refused.problem());
    };
  }

  private Next contested(DraftFile file, Conflict conflict) throws IOException {
    Content mine = conflict.mine().content();
    Content theirs = conflict.theirs().content();
    if (conflict.merge() instanceof Merged.Contested(Content keepingTheirs, Content keepingMine)) {
      mine = keepingMine;
      theirs = keepingTheirs;
    } else if (!MediaTypes.isText(mine.bytes()) || !MediaTypes.isText(theirs.bytes())) {
      file.keep();
      return new Next.End(
          printer.conflict(
              conflict.theirs().url(),
              "somebody saved first, and this cannot be merged. " + file.where()));
    }
    Marks marks = new Marks(conflict.theirs().tag().orElse(""));
    file.write(Lines.marked(marks, mine, theirs));
    return new Next.Again(
        conflict.theirs(),
        "Somebody saved first, and changed what you changed. The places are marked: decide them.");
  }

  /** Content that the server does not take is edited again; other refusals end it. */
  private Next refused(DraftFile file, Document base, Problem problem) {
    if (problem.status() == 400 || problem.status() == 422) {
      return new Next.Again(base, "The server does not take it: " + problem);
    }
    file.keep();
    printer.note(file.where());
    return new Next.End(printer.refused(problem));
  }

  private int givenUp(DraftFile file, URI url, String sentence) throws IOException {
    file.keep();
    String text = new String(file.read(), StandardCharsets.UTF_8);
    return Marks.left(text).isEmpty()
        ? printer.failed("not_saved", sentence + " " + file.where())
        : printer.conflict(url, sentence + " " + file.where());
  }

  /** Lets a person read the sentence before an editor covers it. */
  private void ask(String sentence) {
    printer.note(sentence);
    if (Printer.onTerminal()) {
      Optional.ofNullable(System.console())
          .ifPresent(console -> console.readLine("Enter opens the editor again. "));
    }
  }

  /** Edits what is not there yet. */
  int create(URI url, Optional<String> type) throws IOException, InterruptedException {
    try (DraftFile file = DraftFile.empty(url)) {
      if (!edited(file)) {
        return ExitCode.FAILED;
      }
      byte[] bytes = file.read();
      if (bytes.length == 0) {
        return printer.done("unchanged", "Nothing was written to " + url, url);
      }
      String mediaType = type.orElseGet(() -> MediaTypes.of(url.getPath(), bytes));
      return created(file, url, Content.of(bytes, mediaType));
    }
  }

  private int created(DraftFile file, URI url, Content content) {
    return switch (client.create(url.toString(), content)) {
      case Saved saved -> printer.done("saved", "Created " + url, saved.document());
      case Exists exists -> {
        file.keep();
        yield printer.conflict(
            exists.current().url(), "somebody created it meanwhile. " + file.where());
      }
      case Refused refused -> {
        file.keep();
        printer.note(file.where());
        yield printer.refused(refused.problem());
      }
    };
  }
}
