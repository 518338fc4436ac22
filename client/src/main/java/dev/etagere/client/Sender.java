package dev.etagere.client;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Sends writes, each with an idempotency key, and drops what the cache holds of their targets. */
final class Sender {
  private final Surroundings around;
  private final Courier courier;
  private final Reading reading;

  Sender(Surroundings around, Courier courier, Reading reading) {
    this.around = around;
    this.courier = courier;
    this.reading = reading;
  }

  /** Sends a write that is performed at most once however often it arrives: it has a condition. */
  Answer send(Call conditional, String key, Deadline deadline) {
    Courier.Signed signed = prepared(conditional, key);
    return forgetting(conditional.url(), () -> courier.deliver(signed, deadline));
  }

  /**
   * Sends a write without a condition. It is repeated only if the server is known to recognise its
   * key.
   */
  Answer sendOnce(Call unconditional, String key, Deadline deadline) {
    Courier.Signed signed = prepared(unconditional, key);
    boolean repeatable = reading.isEtagere(unconditional.url(), deadline);
    return forgetting(
        unconditional.url(),
        () ->
            repeatable ? courier.deliver(signed, deadline) : courier.deliverOnce(signed, deadline));
  }

  private Courier.Signed prepared(Call call, String key) {
    Courier.Signed signed = courier.sign(Keys.on(call, key));
    around.cache().enter(signed.account());
    return signed;
  }

  /**
   * The version that a PUT or POST made. §9.3.4: a strong validator in the reply says that the
   * content was stored as it was sent; without one the resource is read back. What is read then may
   * already be another's: only the same bytes are taken for what was written.
   */
  Document made(URI url, Content content, Reply reply, Deadline deadline) {
    Document written = Document.written(url, content, reply);
    return written.validator() instanceof Validator.StrongTag
        ? written
        : reading
            .readNow(url, deadline)
            .found()
            .filter(document -> document.content().sameBytes(content))
            .orElse(written);
  }

  /** The version that a PATCH made: the representation in the reply, if it says that it is one. */
  Document patched(Draft draft, Reply reply, Deadline deadline) {
    Document returned = Document.read(reply);
    boolean complete =
        isRepresentation(reply) && returned.validator() instanceof Validator.StrongTag;
    return complete
        ? returned
        : reading
            .readNow(draft.url(), deadline)
            .found()
            .orElse(Document.written(draft.url(), draft.content(), reply));
  }

  private static boolean isRepresentation(Reply reply) {
    boolean applied =
        reply.fields().all("Preference-Applied").stream()
            .anyMatch(value -> value.contains("return=representation"));
    boolean located =
        reply
            .fields()
            .first("Content-Location")
            .filter(at -> reply.url().resolve(at).equals(reply.url()))
            .isPresent();
    return reply.status() == 200 && (applied || located);
  }

  /** RFC 9111 §4.4: the target, however it went, and what a reply that is no error names. */
  private Answer forgetting(URI target, Supplier<Answer> sending) {
    try {
      Answer answer = sending.get();
      if (answer.reply().status() < 400) {
        forgetNamed(target, answer.reply().fields());
      }
      return answer;
    } finally {
      around.cache().forget(target);
    }
  }

  /** Only on the same origin, so that no server empties the cache of another. */
  private void forgetNamed(URI target, Fields fields) {
    for (String name : List.of("Location", "Content-Location")) {
      fields
          .first(name)
          .map(target::resolve)
          .filter(url -> Courier.sameOrigin(url, target))
          .ifPresent(around.cache()::forget);
    }
  }
}
