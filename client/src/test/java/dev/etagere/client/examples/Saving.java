package dev.etagere.client.examples;

import dev.etagere.client.Conflict;
import dev.etagere.client.Content;
import dev.etagere.client.Document;
import dev.etagere.client.Draft;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.Gone;
import dev.etagere.client.Merged;
import dev.etagere.client.Patch;
import dev.etagere.client.Refused;
import dev.etagere.client.SaveResult;
import dev.etagere.client.Saved;
import java.io.PrintStream;

/** Saving documents. */
final class Saving {
  private Saving() {}

  static SaveResult whole(String server) {
    // @start region="whole"
    EtagereClient client = EtagereClient.of(server);
    Document note = client.read("/notes/1").document();
    SaveResult result = client.save(note.edit("{\"title\": \"Oat milk\"}"));
    // @end
    return result;
  }

  static void save(EtagereClient client, Draft draft, PrintStream out) {
    // @start region="save"
    SaveResult result = client.save(draft);
    if (result instanceof Saved saved) {
      out.println("Saved as " + saved.document().tag().orElse("a version without a tag"));
    } else if (result instanceof Conflict conflict) {
      out.println("Somebody was faster: " + conflict.theirs().text());
    } else if (result instanceof Gone) {
      out.println("It was deleted meanwhile.");
    } else if (result instanceof Refused refused) {
      out.println("Refused: " + refused.problem());
    }
    // @end
  }

  static SaveResult again(EtagereClient client, Saved saved) {
    // @start region="again"
    Document second = saved.document(); // no need to read it
    SaveResult result = client.save(second.edit("{\"title\": \"Soy milk\"}"));
    // @end
    return result;
  }

  static void gone(EtagereClient client, Draft draft, SaveResult result) {
    // @start region="gone"
    if (result instanceof Gone gone) {
      client.create(gone.url().toString(), draft.content());
    }
    // @end
  }

  static SaveResult conflict(EtagereClient client, Conflict conflict) {
    // @start region="conflict"
    Content decided = conflict.theirs().content().withText("{\"title\": \"Oat and soy milk\"}");
    SaveResult result = client.save(conflict.theirs().edit(decided));
    // @end
    return result;
  }

  static SaveResult merge(EtagereClient client, Conflict conflict) {
    // @start region="merge"
    Merged merged = conflict.merge();
    SaveResult result = conflict;
    if (merged instanceof Merged.Clean clean) {
      result = client.save(clean.draft());
    } else if (merged instanceof Merged.Contested contested) {
      result = client.save(conflict.theirs().edit(contested.keepingMine())); // or a person decides
    } else if (merged instanceof Merged.Unmergeable unmergeable) {
      throw new IllegalStateException(unmergeable.why());
    }
    // @end
    return result;
  }

  static SaveResult patch(EtagereClient client, Document note) {
    // @start region="patch"
    Patch.Merge patch = new Patch.Merge("{\"amount\": 2}");
    SaveResult result = client.patch(note, patch);
    Patch.Operations test =
        new Patch.Operations("[{\"op\": \"test\", \"path\": \"/amount\", \"value\": 3}]");
    Patch.Patched tried = test.on(note.content()); // what would come of it, without the server
    if (tried instanceof Patch.Patched.Failed failed) {
      result = new Refused(note.url(), failed.problem());
    }
    // @end
    return result;
  }
}
