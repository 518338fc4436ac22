package dev.etagere.server.retries;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.resources.Writing;
import dev.etagere.server.resources.Written;
import dev.etagere.storage.Content;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Lets a client send a write again without doing it twice: what a write with an {@code
 * Idempotency-Key} made is kept in the very commit that made it, and a retry gets that again.
 *
 * <p>Only successes are kept. A key belongs to its caller, and to one request.
 */
public final class Retries {

  private final Store store;
  private final Ledger ledger;
  private final Duration kept;
  private final InstantSource clock;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /**
   * @param kept how long a retry gets the same outcome
   */
  public Retries(Store store, Duration kept, InstantSource clock) {
    this.store = store;
    this.ledger = new Ledger(store);
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * Begins a write, before its content is read.
   *
   * @param telling adds to a problem what is current where the request writes
   * @throws Refusal 400 for a malformed key; 409 {@code busy} if this server is at work on a
   *     request with this key
   */
  public Attempt begin(Request request, UnaryOperator<Problem> telling) {
    Optional<String> key =
        IdempotencyKey.of(request.fields())
            .map(sent -> Fingerprint.scoped(request.caller().subject(), sent.value()));
    key.filter(held -> !running.add(held))
        .ifPresent(held -> {
          throw new Refusal(telling.apply(busy()));
        });
    return new Attempt(request, key);
  }

  private static Problem busy() {
    return Problem.of(
            ProblemKind.CONFLICT,
            "The first request with this Idempotency-Key is still being worked on. Send it again in a moment.")
        .reason("busy")
        .withField("Retry-After", "1");
  }

  private static Problem reused() {
    return Problem.of(
        ProblemKind.KEY_REUSED,
        "This Idempotency-Key was used for another request (method, target, conditions, media type or content differ)."
            + " Use a new key for each operation.");
  }

  /** One request on its way through; closing it lets the next one with the same key begin. */
  public final class Attempt implements AutoCloseable {

    private final Request request;
    private final Optional<String> key;

    private Attempt(Request request, Optional<String> key) {
      this.request = request;
      this.key = key;
    }

    /** Whether there is an outcome of an earlier request with this key. */
    public boolean isRetry() {
      return key.flatMap(Retries.this::receipt).isPresent();
    }

    /**
     * Writes, or gives what the first request with this key made: before any condition is looked
     * at, for the first one itself has made them false.
     *
     * @param content of the request
     * @param write performs it
     * @return {@link Written.Done} with what was made, now or then
     */
    public Written write(Content content, Function<Writing, Written> write) throws IOException {
      if (key.isEmpty()) {
        return write.apply(new Writing(request.caller(), request.id(), Optional.empty()));
      }
      String fingerprint = fingerprint(content);
      Optional<Receipt> earlier = receipt(key.get());
      if (earlier.isPresent()) {
        return replayed(earlier.get(), fingerprint);
      }
      Function<List<Written.Made>, Receipt> receipt =
          made ->
              new Receipt(key.get(), fingerprint, Ledger.written(made), clock.instant().plus(kept));
      return settled(
          write.apply(new Writing(request.caller(), request.id(), Optional.of(receipt))),
          fingerprint);
    }

    /**
     * Another server may have been at work on the first request meanwhile: what it made is this
     * one's outcome, also where it is the reason of this one's refusal.
     */
    private Written settled(Written written, String fingerprint) {
      return switch (written) {
        case Written.Done done -> done;
        case Written.Replayed(Receipt first) -> replayed(first, fingerprint);
        case Written.Refused refused ->
            key.flatMap(Retries.this::receipt)
                .map(first -> replayed(first, fingerprint))
                .orElse(refused);
      };
    }

    private String fingerprint(Content content) throws IOException {
      try (InputStream bytes = store.open(content, 0, content.length())) {
        return Fingerprint.of(request, bytes);
      }
    }

    private Written replayed(Receipt receipt, String fingerprint) {
      return receipt.fingerprint().equals(fingerprint)
          ? new Written.Done(ledger.read(receipt.outcome()))
          : new Written.Refused(List.of(new Written.Failure(0, reused())));
    }

    @Override
    public void close() {
      key.ifPresent(running::remove);
    }
  }

  /** The receipt under a key; one that has expired is dropped first, for it would bar the key. */
  private Optional<Receipt> receipt(String key) {
    Instant now = clock.instant();
    Optional<Receipt> found = store.receipt(key);
    if (found.isPresent() && found.get().expires().isBefore(now)) {
      store.expire(now);
      return Optional.empty();
    }
    return found;
  }
}
