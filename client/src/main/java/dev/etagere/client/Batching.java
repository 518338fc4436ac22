package dev.etagere.client;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonArray;
import dev.etagere.merge.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends batches. */
final class Batching {
  private final Surroundings around;
  private final Sender sender;
  private final Assessor assessor;

  Batching(Surroundings around, Sender sender, Assessor assessor) {
    this.around = around;
    this.sender = sender;
    this.assessor = assessor;
  }

  BatchResult commit(Batch batch, Deadline deadline) {
    List<Json> forms = new ArrayList<>();
    List<NotCommitted.Failure> unsent = new ArrayList<>();
    for (BatchOperation operation : batch.operations()) {
      BatchOperation.Form form = operation.form(around.base());
      if (form instanceof BatchOperation.Form.Expressed expressed) {
        forms.add(expressed.object());
      } else {
        Problem problem = ((BatchOperation.Form.Inexpressible) form).problem();
        int index = forms.size() + unsent.size();
        unsent.add(new NotCommitted.Failure(index, url(operation), problem));
      }
    }
    return unsent.isEmpty()
        ? sent(batch, JsonArray.of(forms), deadline)
        : new NotCommitted(unsent.get(0).problem(), unsent);
  }

  private BatchResult sent(Batch batch, JsonArray operations, Deadline deadline) {
    String text = JsonObject.of(Map.of("operations", operations)).toString();
    Call call = Call.of("POST", around.resolve("/-/batch")).with(Content.json(text));
    try {
      Answer answer = sender.send(call, batch.key(), deadline);
      return answer.reply().isSuccess()
          ? committed(batch, answer.reply())
          : notCommitted(batch, assessor.explained(answer));
    } finally {
      batch.operations().forEach(operation -> around.cache().forget(url(operation)));
    }
  }

  private BatchResult committed(Batch batch, Reply reply) {
    List<Json> results = JsonMembers.of(reply.body()).array("results");
    if (results.size() != batch.size()) {
      throw Assessor.unknown(reply.url(), "the reply does not tell the result of each write");
    }
    return new Committed(results.stream().map(JsonMembers::of).map(this::write).toList());
  }

  private Committed.Write write(JsonMembers result) {
    return new Committed.Write(
        around.resolve(result.string("path").orElse("")),
        result.string("etag").orElse(""),
        result.whole("version").orElse(0L));
  }

  private BatchResult notCommitted(Batch batch, Problem problem) {
    List<NotCommitted.Failure> failures = new ArrayList<>();
    for (Json each : new JsonMembers(problem.members()).array("failures")) {
      JsonMembers failure = JsonMembers.of(each);
      int index = failure.whole("index").orElse(-1L).intValue();
      if (index >= 0 && index < batch.size()) {
        JsonMembers why = JsonMembers.of(failure.object().get("problem").orElse(JsonObject.EMPTY));
        failures.add(failure(batch, index, Problem.of(why)));
      }
    }
    return new NotCommitted(problem, failures);
  }

  private NotCommitted.Failure failure(Batch batch, int index, Problem problem) {
    return new NotCommitted.Failure(index, url(batch.operations().get(index)), problem);
  }

  private URI url(BatchOperation operation) {
    return around.resolve(operation.reference());
  }
}
