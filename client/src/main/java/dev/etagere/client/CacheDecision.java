package dev.etagere.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a private cache may do with what it holds (RFC 9111 §4); decided without any effect. */
sealed interface CacheDecision {

  /** The stored reply answers the request without asking the server. */
  record Fresh(StoredReply stored) implements CacheDecision {}

  /** The stored reply answers it if the server says 304. */
  record Revalidate(StoredReply stored) implements CacheDecision {}

  /** Nothing stored fits. */
  record Miss() implements CacheDecision {}

  /**
   * Decides on a GET.
   *
   * @param asking the request's fields
   * @param freshOnly whether the caller wants the server to be asked in any case
   */
  static CacheDecision on(
      Optional<StoredReply> held, Fields asking, boolean freshOnly, Instant now) {
    Optional<StoredReply> fitting = held.filter(stored -> selects(stored, asking));
    if (fitting.isEmpty()) {
      return new Miss();
    }
    StoredReply stored = fitting.get();
    if (!freshOnly && isFresh(stored, now)) {
      return new Fresh(stored);
    }
    return hasValidator(stored.fields()) ? new Revalidate(stored) : new Miss();
  }

  /** Whether a complete 200 to a GET may be stored by a private cache (§3) and is of any use. */
  static boolean mayStore(Reply reply) {
    Fields fields = reply.fields();
    CacheControl control = CacheControl.of(fields);
    return reply.status() == 200
        && !control.has("no-store")
        && !varyOf(fields).equals("*")
        && fields.first("Content-Range").isEmpty()
        && (hasValidator(fields) || lifetime(reply).compareTo(Duration.ZERO) > 0);
  }

  /**
   * The request fields that the reply depends on (§4.1). Credentials are kept as a digest: what is
   * stored may lie on a disk.
   */
  static Fields asked(Fields sent, Fields received) {
    Fields kept = Fields.NONE;
    for (String name : ListElements.of(varyOf(received))) {
      Optional<String> value =
          name.equalsIgnoreCase("Authorization")
              ? Optional.of(Account.of(sent.combined(name)))
              : sent.combined(name);
      kept = value.isPresent() ? kept.with(name, value.get()) : kept;
    }
    return kept;
  }

  /**
   * The stored reply brought up to date by a 304 (§3.2, §4.3.4), or nothing if the 304 is about
   * another representation.
   */
  static Optional<StoredReply> freshened(StoredReply stored, Reply notModified) {
    if (!isAbout(notModified.fields(), stored.fields())) {
      return Optional.empty();
    }
    Fields news =
        notModified
            .fields()
            .without(
                "Content-Length",
                "Content-Type",
                "Content-Encoding",
                "Content-Range",
                "Transfer-Encoding",
                "Connection");
    Reply current =
        notModified.asFound(stored.url(), stored.fields().updatedBy(news), stored.reply().body());
    return Optional.of(new StoredReply(stored.account(), stored.asked(), current));
  }

  /** What the 304 says of itself fits: its tag or, if it names none, its date. */
  private static boolean isAbout(Fields notModified, Fields stored) {
    String validator = notModified.first("ETag").isPresent() ? "ETag" : "Last-Modified";
    Optional<String> named = notModified.first(validator);
    return named.isEmpty() || named.equals(stored.first(validator));
  }

  private static boolean selects(StoredReply stored, Fields asking) {
    return asked(asking, stored.fields()).equals(stored.asked());
  }

  private static boolean hasValidator(Fields fields) {
    return fields.first("ETag").isPresent() || fields.first("Last-Modified").isPresent();
  }

  private static String varyOf(Fields fields) {
    String vary = fields.combined("Vary").orElse("").toLowerCase(Locale.ROOT);
    return ListElements.of(vary).contains("*") ? "*" : vary;
  }

  private static boolean isFresh(StoredReply stored, Instant now) {
    // no-cache with or without field names: this cache always asks (§5.2.2.4).
    return !CacheControl.of(stored.fields()).has("no-cache")
        && lifetime(stored.reply()).compareTo(age(stored.reply(), now)) > 0;
  }

  /** §4.2.1 for a private cache: no s-maxage. No lifetime is guessed (§4.2.2 allows that only). */
  private static Duration lifetime(Reply reply) {
    Optional<Duration> maxAge = CacheControl.of(reply.fields()).maxAge();
    if (maxAge.isPresent()) {
      return maxAge.get();
    }
    Optional<Instant> expires = reply.fields().first("Expires").flatMap(Dates::parse);
    return expires.map(at -> Duration.between(dateOf(reply), at)).orElse(Duration.ZERO);
  }

  /** §4.2.3. */
  private static Duration age(Reply reply, Instant now) {
    Duration apparent = atLeastZero(Duration.between(dateOf(reply), reply.received()));
    Duration delay = Duration.between(reply.requested(), reply.received());
    Duration corrected = ageField(reply.fields()).plus(delay);
    Duration initial = apparent.compareTo(corrected) > 0 ? apparent : corrected;
    return initial.plus(Duration.between(reply.received(), now));
  }

  private static Instant dateOf(Reply reply) {
    return reply.fields().first("Date").flatMap(Dates::parse).orElse(reply.received());
  }

  private static Duration ageField(Fields fields) {
    Optional<String> age = fields.first("Age");
    return age.isEmpty()
        ? Duration.ZERO
        : CacheControl.parse("max-age=" + age.get()).maxAge().orElse(Duration.ZERO);
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
