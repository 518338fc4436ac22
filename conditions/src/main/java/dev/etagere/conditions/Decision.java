package dev.etagere.conditions;

@SuppressWarnings("NullAway")
public sealed interface Decision {
  record Perform() implements Decision {}

  record NotModified() implements Decision {}

  record PreconditionFailed(FailedCondition condition) implements Decision {}

  record PreconditionRequired(Why why) implements Decision {
    public enum Why {
      MISSING,
      WILDCARD
    }
  }

  enum FailedCondition {
    IF_MATCH,
    IF_NONE_MATCH,
    IF_UNMODIFIED_SINCE,
    AMBIGUOUS_DATE
  }

  static Decision onRead(Preconditions p, Representation r) {
    return decide(p, r, true, Requirement.NONE);
  }

  static Decision onWrite(Preconditions p, Representation r, Requirement q) {
    return decide(p, r, false, q);
  }

  private static Decision decide(Preconditions p, Representation r, boolean read, Requirement q) {
    Validators v = r instanceof Representation.Some s ? s.validators() : null;
    TagList im = list(p.ifMatch().orElse(null)), inm = list(p.ifNoneMatch().orElse(null));
    if (im != null) {
      boolean ok =
          v != null
              && (im instanceof TagList.Any
                  || ((TagList.OneOf) im)
                      .tags().stream()
                          .anyMatch(t -> v.tag().isPresent() && t.matchesStrongly(v.tag().get())));
      if (!ok) return new PreconditionFailed(FailedCondition.IF_MATCH);
    } else if (p.ifUnmodifiedSince().isPresent() && v != null && v.lastModified().isPresent()) {
      long d = p.ifUnmodifiedSince().get().getEpochSecond(),
          l = v.lastModified().get().getEpochSecond();
      if (l > d) return new PreconditionFailed(FailedCondition.IF_UNMODIFIED_SINCE);
      if (l == d && v.dateIsAmbiguous())
        return new PreconditionFailed(FailedCondition.AMBIGUOUS_DATE);
    }
    if (inm != null) {
      boolean hit =
          v != null
              && (inm instanceof TagList.Any
                  || ((TagList.OneOf) inm)
                      .tags().stream()
                          .anyMatch(t -> v.tag().isPresent() && t.matchesWeakly(v.tag().get())));
      if (hit)
        return read ? new NotModified() : new PreconditionFailed(FailedCondition.IF_NONE_MATCH);
    } else if (read
        && p.ifModifiedSince().isPresent()
        && v != null
        && v.lastModified().isPresent()
        && v.lastModified().get().getEpochSecond() <= p.ifModifiedSince().get().getEpochSecond())
      return new NotModified();
    if (!read && v != null && q != Requirement.NONE) {
      if (im == null && inm == null && p.ifUnmodifiedSince().isEmpty())
        return new PreconditionRequired(PreconditionRequired.Why.MISSING);
      if (q == Requirement.VERSION && im instanceof TagList.Any)
        return new PreconditionRequired(PreconditionRequired.Why.WILDCARD);
    }
    return new Perform();
  }

  private static TagList list(Parsed<TagList> p) {
    return p instanceof Parsed.Valid<TagList> v ? v.value() : null;
  }
}
