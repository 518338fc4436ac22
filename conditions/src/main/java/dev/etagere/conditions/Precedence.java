package dev.etagere.conditions;

import static dev.etagere.conditions.Decision.FailedCondition.AMBIGUOUS_DATE;
import static dev.etagere.conditions.Decision.FailedCondition.IF_MATCH;
import static dev.etagere.conditions.Decision.FailedCondition.IF_NONE_MATCH;
import static dev.etagere.conditions.Decision.FailedCondition.IF_UNMODIFIED_SINCE;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The preconditions of one request in their precedence (§13.2.2).
 *
 * @param isRead whether the method is GET or HEAD
 */
record Precedence(boolean isRead, Preconditions preconditions, Representation selected) {

  private static final Decision PERFORM = new Decision.Perform();
  private static final Decision NOT_MODIFIED = new Decision.NotModified();

  /** §13.2.2, less its step 5, which is {@link IfRange}. */
  Decision decide() {
    if (ifMatchIsFalse()) return failed(IF_MATCH); // step 1
    if (!hasIfMatch() && ifUnmodifiedSinceIsFalse()) return failed(falseDate()); // step 2
    if (ifNoneMatchIsFalse()) return isRead ? NOT_MODIFIED : failed(IF_NONE_MATCH); // step 3
    if (isRead && !hasIfNoneMatch() && ifModifiedSinceIsFalse()) return NOT_MODIFIED; // step 4
    return PERFORM; // step 6
  }

  private boolean hasIfMatch() {
    return preconditions.ifMatch().isPresent();
  }

  private boolean hasIfNoneMatch() {
    return preconditions.ifNoneMatch().isPresent();
  }

  /** §13.1.1: false unless one of the tags matches, or it is an asterisk and there is anything. */
  private boolean ifMatchIsFalse() {
    return isFalse(
        preconditions.ifMatch(),
        list -> selected.exists() && list.matchesStrongly(selected.validators().tag()));
  }

  /** §13.1.2: false if one of the tags matches, or it is an asterisk and there is anything. */
  private boolean ifNoneMatchIsFalse() {
    return isFalse(
        preconditions.ifNoneMatch(),
        list -> !selected.exists() || !list.matchesWeakly(selected.validators().tag()));
  }

  private boolean isFalse(Optional<Parsed<TagList>> field, Predicate<TagList> condition) {
    return field.isPresent()
        && (field.get() instanceof Parsed.Valid<TagList> valid
            ? !condition.test(valid.value())
            : !isRead);
  }

  /** §13.1.4: false if modified after the date; and if the date leaves in doubt which version. */
  private boolean ifUnmodifiedSinceIsFalse() {
    Optional<Instant> date = preconditions.ifUnmodifiedSince();
    Validators current = selected.validators();
    return date.isPresent()
        && (current.isModifiedSince(date.get())
            || (current.isModifiedAt(date.get()) && current.dateIsAmbiguous()));
  }

  private Decision.FailedCondition falseDate() {
    return preconditions.ifUnmodifiedSince().filter(selected.validators()::isModifiedAt).isPresent()
        ? AMBIGUOUS_DATE
        : IF_UNMODIFIED_SINCE;
  }

  /** §13.1.3: false if modified at the date or before it. */
  private boolean ifModifiedSinceIsFalse() {
    Optional<Instant> date = preconditions.ifModifiedSince();
    Validators current = selected.validators();
    return date.isPresent()
        && current.lastModified().isPresent()
        && !current.isModifiedSince(date.get());
  }

  private static Decision failed(Decision.FailedCondition condition) {
    return new Decision.PreconditionFailed(condition);
  }
}
