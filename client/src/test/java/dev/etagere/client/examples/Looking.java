package dev.etagere.client.examples;

import dev.etagere.client.Change;
import dev.etagere.client.ChangeStream;
import dev.etagere.client.Checkouts;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Member;
import dev.etagere.client.PastVersion;
import dev.etagere.client.SaveResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Collections, histories, changes and files. */
final class Looking {
  private Looking() {}

  static void members(EtagereClient client, PrintStream out) {
    // @start region="members"
    for (Member note : client.members("/notes/")) {
      out.println(note.path() + ", version " + note.version() + ", " + note.size() + " bytes");
    }
    // @end
  }

  static void versions(EtagereClient client, PrintStream out) {
    // @start region="versions"
    for (PastVersion version : client.versions("/notes/1")) {
      String made = version.kind() == PastVersion.Kind.DELETED ? " deleted by " : " written by ";
      out.println(version.number() + made + version.writer().orElse("nobody known"));
    }
    String first = client.version("/notes/1", 1).document().text();
    // @end
    out.println(first);
  }

  static String changes(EtagereClient client, String cursor, PrintStream out) {
    // @start region="changes"
    for (Change change : client.changes("/notes/", cursor)) {
      out.println(change.path() + " is at version " + change.version());
      cursor = change.cursor(); // to be kept for the next time
    }
    // @end
    return cursor;
  }

  static void follow(EtagereClient client, String cursor, PrintStream out) {
    // @start region="follow"
    try (ChangeStream changes = client.follow("/notes/", cursor)) {
      while (changes.hasNext()) {
        out.println(changes.next().path());
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    // @end
  }

  static SaveResult checkouts(EtagereClient client, Path folder, Path file) throws IOException {
    // @start region="checkouts"
    Checkouts checkouts = Checkouts.in(folder);
    Document fetched = client.read("/notes/1").document();
    Files.write(file, fetched.content().bytes());
    checkouts.remember(file, fetched);
    // ... days later, in another process:
    Document base = checkouts.recall(file).orElseThrow();
    SaveResult result = client.save(base.edit(base.content().withBytes(Files.readAllBytes(file))));
    // @end
    return result;
  }
}
