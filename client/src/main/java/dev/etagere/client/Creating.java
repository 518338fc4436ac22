package dev.etagere.client;

import java.net.URI;

/** Writes that rest on no version: create, add, replace whatever there is. */
final class Creating {
  private static final int ROUNDS = 5;

  private final Sender sender;
  private final Assessor assessor;
  private final Reading reading;

  Creating(Sender sender, Assessor assessor, Reading reading) {
    this.sender = sender;
    this.assessor = assessor;
    this.reading = reading;
  }

  /** Creates what is not there. */
  CreateResult create(URI url, Content content, Deadline deadline) {
    Call put = Call.of("PUT", url).with(content).with("If-None-Match", "*");
    Answer answer = sender.send(put, Keys.next(), deadline);
    if (answer.reply().isSuccess()) {
      return new Saved(sender.made(url, content, answer.reply(), deadline));
    }
    Problem problem = assessor.explained(answer);
    return problem.status() == 412 && reading.readNow(url, deadline) instanceof Found found
        ? new Exists(found.document())
        : new Refused(url, problem);
  }

  /** Creates a member of a collection, under a name that the server chooses. */
  CreateResult add(URI collection, Content content, Deadline deadline) {
    Call post = Call.of("POST", collection).with(content);
    Answer answer = sender.sendOnce(post, Keys.next(), deadline);
    Reply reply = answer.reply();
    if (!reply.isSuccess()) {
      return new Refused(collection, assessor.explained(answer));
    }
    URI url =
        reply
            .fields()
            .first("Location")
            .map(collection::resolve)
            .orElseThrow(
                () -> Assessor.unknown(collection, "the server did not say what it created"));
    return new Saved(sender.made(url, content, reply, deadline));
  }

  /** Puts a content whatever there is or is not. */
  ReplaceResult overwrite(URI url, Content content, Deadline deadline) {
    for (int round = 0; round < ROUNDS; round++) {
      Call put = Call.of("PUT", url).with(content).with("If-Match", "*");
      Reply reply = sender.send(put, Keys.next(), deadline).reply();
      if (reply.isSuccess()) {
        return new Saved(sender.made(url, content, reply, deadline));
      }
      if (reply.status() != 412 && reply.status() != 404) {
        return new Refused(url, Problem.of(reply));
      }
      CreateResult created = create(url, content, deadline);
      if (created instanceof Saved saved) {
        return saved;
      }
      if (created instanceof Refused refused) {
        return refused;
      }
    }
    return new Refused(url, restless());
  }

  private static Problem restless() {
    return Problem.own(
        "restless",
        "nothing was written",
        "The resource came and went at every attempt; try again.");
  }
}
