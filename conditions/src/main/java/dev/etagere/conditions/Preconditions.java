package dev.etagere.conditions;

import java.time.Instant;
import java.util.*;
import java.util.function.Function;

public record Preconditions(
    Optional<Parsed<TagList>> ifMatch,
    Optional<Parsed<TagList>> ifNoneMatch,
    Optional<Instant> ifModifiedSince,
    Optional<Instant> ifUnmodifiedSince) {
  public static Preconditions of(Function<String, List<String>> lines, Instant now) {
    return new Preconditions(
        tags(lines.apply("If-Match")),
        tags(lines.apply("If-None-Match")),
        date(lines.apply("If-Modified-Since"), now),
        date(lines.apply("If-Unmodified-Since"), now));
  }

  private static Optional<Parsed<TagList>> tags(List<String> l) {
    return l.isEmpty() ? Optional.empty() : Optional.of(TagList.parse(l));
  }

  private static Optional<Instant> date(List<String> l, Instant now) {
    return l.size() == 1 ? HttpDate.parse(l.get(0), now) : Optional.empty();
  }
}
