package dev.etagere.client;

import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.TagList;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the validator of a reply. */
final class Validators {
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private Validators() {}

  static Validator of(Fields fields) {
    Optional<EntityTag> tag = tag(fields);
    if (tag.isPresent() && !tag.get().weak()) {
      return new Validator.StrongTag(tag.get());
    }
    Optional<Instant> date = lastModified(fields).filter(at -> hasPassed(at, fields));
    if (date.isPresent()) {
      return new Validator.StrongDate(date.get());
    }
    return tag.<Validator>map(Validator.WeakTag::new).orElse(new Validator.None());
  }

  /** The one tag of {@code ETag}; none if the field is malformed. */
  private static Optional<EntityTag> tag(Fields fields) {
    return TagList.parse(fields.all("ETag")) instanceof Parsed.Valid<TagList> valid
            && valid.value() instanceof TagList.OneOf list
            && list.tags().size() == 1
        ? Optional.of(list.tags().get(0))
        : Optional.empty();
  }

  /** At least a second lies between the date and the clock of the server (§8.8.2.2). */
  private static boolean hasPassed(Instant lastModified, Fields fields) {
    Optional<Instant> date = fields.first("Date").flatMap(Dates::parse);
    return date.filter(now -> !now.isBefore(lastModified.plus(ONE_SECOND))).isPresent();
  }

  static Optional<Instant> lastModified(Fields fields) {
    return fields.first("Last-Modified").flatMap(Dates::parse);
  }

  /** The condition under which the version may be replaced. */
  static Optional<Condition> condition(Validator validator) {
    if (validator instanceof Validator.StrongTag strong) {
      return Optional.of(new Condition("If-Match", strong.tag().toString()));
    }
    if (validator instanceof Validator.StrongDate date) {
      return Optional.of(new Condition("If-Unmodified-Since", Dates.format(date.lastModified())));
    }
    return Optional.empty();
  }

  /** A header field that makes a write conditional. */
  record Condition(String name, String value) {
    Call on(Call call) {
      return call.with(name, value);
    }
  }
}
