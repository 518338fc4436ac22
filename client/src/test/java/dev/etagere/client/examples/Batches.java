package dev.etagere.client.examples;

import dev.etagere.client.Batch;
import dev.etagere.client.BatchResult;
import dev.etagere.client.Committed;
import dev.etagere.client.Content;
import dev.etagere.client.Document;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.NotCommitted;
import java.io.PrintStream;

/** Several writes in one step. */
final class Batches {
  private Batches() {}

  static BatchResult archive(EtagereClient client, Document note, Document index) {
    // @start region="batch"
    BatchResult result =
        client.commit(
            Batch.empty()
                .create("/archive/1", note.content())
                .save(index.edit("{\"archived\": 1}"))
                .add("/log/", Content.text("archived note 1"))
                .delete(note));
    // @end
    return result;
  }

  static void tell(BatchResult result, PrintStream out) {
    // @start region="result"
    if (result instanceof Committed committed) {
      for (Committed.Write made : committed.writes()) {
        out.println("Made " + made.url() + " " + made.tag());
      }
    } else if (result instanceof NotCommitted refused) {
      out.println("Nothing was done: " + refused.problem());
      for (NotCommitted.Failure each : refused.failures()) {
        out.println(each.url() + ": " + each.problem().reason());
      }
    }
    // @end
  }
}
