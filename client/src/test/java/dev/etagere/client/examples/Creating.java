package dev.etagere.client.examples;

import dev.etagere.client.Changed;
import dev.etagere.client.Content;
import dev.etagere.client.CreateResult;
import dev.etagere.client.DeleteResult;
import dev.etagere.client.Deleted;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Exists;
import dev.etagere.client.Gone;
import dev.etagere.client.Refused;
import dev.etagere.client.ReplaceResult;
import dev.etagere.client.Saved;
import java.io.PrintStream;

/** Creating, replacing unseen, deleting. */
final class Creating {
  private Creating() {}

  static void create(EtagereClient client, PrintStream out) {
    // @start region="create"
    CreateResult result = client.create("/notes/1", Content.json("{\"title\": \"Milk\"}"));
    if (result instanceof Saved saved) {
      out.println("Created " + saved.document().url());
    } else if (result instanceof Exists exists) {
      out.println("There is one already: " + exists.current().text());
    } else if (result instanceof Refused refused) {
      out.println("Refused: " + refused.problem());
    }
    // @end
  }

  static void overwrite(EtagereClient client, PrintStream out) {
    // @start region="overwrite"
    ReplaceResult result = client.overwrite("/status/backup", Content.text("done"));
    if (result instanceof Refused refused) {
      out.println("This collection wants a version: " + refused.problem());
    }
    // @end
  }

  static void delete(EtagereClient client, Document note, PrintStream out) {
    // @start region="delete"
    DeleteResult result = client.delete(note);
    if (result instanceof Deleted || result instanceof Gone) {
      out.println("It is gone.");
    } else if (result instanceof Changed changed) {
      out.println("Not deleted, it was changed: " + changed.current().text());
    } else if (result instanceof Refused refused) {
      out.println("Refused: " + refused.problem());
    }
    // @end
  }
}
