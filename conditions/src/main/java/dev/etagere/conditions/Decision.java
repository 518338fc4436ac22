package dev.etagere.conditions;

/**
 * What a server does with a request, by its preconditions (§13.2).
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="decide"}
 */
public sealed interface Decision {

  /** The method is performed. */
  record Perform() implements Decision {}

  /** The response is 304 (Not Modified, §15.4.5). */
  record NotModified() implements Decision {}

  /** The response is 412 (Precondition Failed, §15.5.13), since this condition is false. */
  record PreconditionFailed(FailedCondition condition) implements Decision {}

  /** The response is 428 (Precondition Required, RFC 6585 §3). */
  record PreconditionRequired(Why why) implements Decision {

    /** What is missing. */
    public enum Why {
      /** No precondition that meets the {@link Requirement} was sent. */
      MISSING,
      /** {@code If-Match: *} was sent where a version has to be named. */
      WILDCARD
    }
  }

  /** The condition that is false. */
  enum FailedCondition {
    /** No tag in {@code If-Match} is that of the representation, or there is none at all. */
    IF_MATCH,
    /** {@code If-None-Match} names the representation. */
    IF_NONE_MATCH,
    /** The representation was modified after the date in {@code If-Unmodified-Since}. */
    IF_UNMODIFIED_SINCE,
    /** The date in {@code If-Unmodified-Since} is that of more than one version. */
    AMBIGUOUS_DATE
  }

  /**
   * Decides on a GET or HEAD: all but {@link PreconditionRequired} may come of it. A malformed list
   * of tags is neither true nor false: it has no effect but to keep the date beside it from being
   * heeded.
   */
  static Decision onRead(Preconditions preconditions, Representation selected) {
    return new Precedence(true, preconditions, selected).decide();
  }

  /**
   * Decides on any method but GET and HEAD: all but {@link NotModified} may come of it. A malformed
   * list of tags is false, so that nothing is performed under it; a server that looks at {@link
   * Preconditions#malformed()} first can answer it with 400.
   *
   * @param required what a write has to carry where there is a representation
   */
  static Decision onWrite(
      Preconditions preconditions, Representation selected, Requirement required) {
    Decision decision = new Precedence(false, preconditions, selected).decide();
    return decision instanceof Perform && selected.exists()
        ? required.decide(preconditions, selected.validators())
        : decision;
  }
}
