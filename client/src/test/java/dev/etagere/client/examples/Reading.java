package dev.etagere.client.examples;

import dev.etagere.client.Document;
import dev.etagere.client.Draft;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Found;
import dev.etagere.client.Gone;
import dev.etagere.client.ReadResult;
import dev.etagere.client.Refused;
import dev.etagere.client.Validator;
import java.io.PrintStream;

/** Reading documents. */
final class Reading {
  private Reading() {}

  static void read(EtagereClient client, PrintStream out) {
    // @start region="read"
    ReadResult result = client.read("/notes/1");
    if (result instanceof Found found) {
      out.println(found.document().text());
    } else if (result instanceof Gone) {
      out.println("There is no such note.");
    } else if (result instanceof Refused refused) {
      out.println("Not allowed: " + refused.problem());
    }
    // @end
  }

  static Draft document(EtagereClient client) {
    // @start region="document"
    Document note = client.read("/notes/1").document();
    Draft draft = note.edit(note.text().replace("Milk", "Oat milk"));
    // @end
    return draft;
  }

  static void validator(Document note, PrintStream out) {
    // @start region="validator"
    Validator validator = note.validator();
    if (validator instanceof Validator.StrongTag strong) {
      out.println("Saves replace " + strong.tag() + " or nothing.");
    } else if (validator instanceof Validator.StrongDate date) {
      out.println("Saves are protected by the date " + date.lastModified() + ".");
    } else if (validator instanceof Validator.WeakTag || validator instanceof Validator.None) {
      out.println("This server cannot protect a save: " + validator.assurance());
    }
    // @end
  }
}
