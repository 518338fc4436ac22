package dev.etagere.conditions;

import dev.etagere.conditions.Decision.PreconditionRequired;
import dev.etagere.conditions.Decision.PreconditionRequired.Why;

/**
 * What a write has to carry where there is a representation that it would replace or remove.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="decide"}
 */
public enum Requirement {
  /** Nothing: a write may overwrite. */
  NONE,

  /** One of {@code If-Match}, {@code If-Unmodified-Since}, {@code If-None-Match}. */
  CONDITION,

  /**
   * What names the version that is replaced: tags in {@code If-Match}, or a date in {@code
   * If-Unmodified-Since} without {@code If-Match}. {@code If-None-Match} only says which version it
   * is not.
   */
  VERSION;

  private static final Decision PERFORM = new Decision.Perform();

  /** Decides on a write whose preconditions are true of an existing representation. */
  Decision decide(Preconditions sent, Validators current) {
    return switch (this) {
      case NONE -> PERFORM;
      case CONDITION -> hasCondition(sent, current) ? PERFORM : required(Why.MISSING);
      case VERSION -> namesVersion(sent, current) ? PERFORM : required(whyNoVersion(sent));
    };
  }

  private static boolean hasCondition(Preconditions sent, Validators current) {
    return sent.ifMatch().isPresent() || sent.ifNoneMatch().isPresent() || hasDate(sent, current);
  }

  private static boolean namesVersion(Preconditions sent, Validators current) {
    return sent.ifMatch().isPresent() ? !hasWildcard(sent) : hasDate(sent, current);
  }

  /** §13.1.4: without a modification date the field is ignored, so it is no condition. */
  private static boolean hasDate(Preconditions sent, Validators current) {
    return sent.ifUnmodifiedSince().isPresent() && current.lastModified().isPresent();
  }

  private static Why whyNoVersion(Preconditions sent) {
    return hasWildcard(sent) ? Why.WILDCARD : Why.MISSING;
  }

  private static boolean hasWildcard(Preconditions sent) {
    return sent.ifMatch().isPresent()
        && sent.ifMatch().get() instanceof Parsed.Valid<TagList> valid
        && valid.value() instanceof TagList.Any;
  }

  private static Decision required(Why why) {
    return new PreconditionRequired(why);
  }
}
