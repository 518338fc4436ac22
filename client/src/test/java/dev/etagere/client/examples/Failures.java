package dev.etagere.client.examples;

import dev.etagere.client.Document;
import dev.etagere.client.Draft;
import dev.etagere.client.EtagereClient;
import dev.etagere.client.NoReplyException;
import dev.etagere.client.Refused;
import dev.etagere.client.RefusedException;
import dev.etagere.client.SaveResult;
import dev.etagere.client.UnknownOutcomeException;
import java.io.PrintStream;

/** What can go wrong. */
final class Failures {
  private Failures() {}

  static void noReply(EtagereClient client, PrintStream out) {
    // @start region="no-reply"
    try {
      out.println(client.read("/notes/1").document().text());
    } catch (NoReplyException offline) {
      out.println("No reply from " + offline.url());
    }
    // @end
  }

  static SaveResult unknownOutcome(EtagereClient client, Draft draft) {
    // @start region="unknown-outcome"
    SaveResult result;
    try {
      result = client.save(draft);
    } catch (UnknownOutcomeException lost) {
      result = client.save(draft); // performed at most once all the same
    }
    // @end
    return result;
  }

  static void refused(EtagereClient client, PrintStream out) {
    // @start region="refused"
    try {
      Document note = client.read("/notes/1").document();
      out.println(note.text());
    } catch (RefusedException none) {
      out.println(none.problem().detail());
    }
    // @end
  }

  static void problem(SaveResult result, PrintStream out) {
    // @start region="problem"
    if (result instanceof Refused refused) {
      out.println(refused.problem().error() + ": " + refused.problem().detail());
      out.println("The server's log has more under " + refused.problem().requestId());
    }
    // @end
  }
}
