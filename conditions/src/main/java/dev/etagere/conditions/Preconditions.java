package dev.etagere.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The preconditions of a request (§13.1) that decide whether its method is performed; {@link
 * IfRange} is apart, since it decides on the range only.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/conditions/ExamplesTest.java" region="decide"}
 *
 * @param ifMatch the field {@code If-Match}, empty if it was not sent
 * @param ifNoneMatch the field {@code If-None-Match}, empty if it was not sent
 * @param ifModifiedSince the date in {@code If-Modified-Since}, empty if there is none to heed
 * @param ifUnmodifiedSince the date in {@code If-Unmodified-Since}, empty if there is none to heed
 */
public record Preconditions(
    Optional<Parsed<TagList>> ifMatch,
    Optional<Parsed<TagList>> ifNoneMatch,
    Optional<Instant> ifModifiedSince,
    Optional<Instant> ifUnmodifiedSince) {

  /** A request without preconditions. */
  public static final Preconditions NONE =
      new Preconditions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String IF_MATCH = "If-Match";
  private static final String IF_NONE_MATCH = "If-None-Match";
  private static final String IF_MODIFIED_SINCE = "If-Modified-Since";
  private static final String IF_UNMODIFIED_SINCE = "If-Unmodified-Since";

  /**
   * A field that could not be parsed.
   *
   * @param field its name
   * @param position the index of the first character at fault, from 0, in the field's lines joined
   *     by {@code ", "}
   * @param why a clause for a person
   */
  public record MalformedField(String field, int position, String why) {}

  /**
   * Reads the preconditions of a request. A date that is invalid, or sent in several lines, is as
   * if absent (§13.1.3, §13.1.4).
   *
   * @param fieldLines the values of the lines of a field, in their order, empty if there are none;
   *     it is asked with the spelling of RFC 9110 and has to disregard letter case (§5.1)
   * @param now from where a year of two digits is seen
   */
  public static Preconditions of(Function<String, List<String>> fieldLines, Instant now) {
    List<String> ifMatch = fieldLines.apply(IF_MATCH);
    List<String> ifNoneMatch = fieldLines.apply(IF_NONE_MATCH);
    List<String> ifModifiedSince = fieldLines.apply(IF_MODIFIED_SINCE);
    List<String> ifUnmodifiedSince = fieldLines.apply(IF_UNMODIFIED_SINCE);
    if (ifMatch.isEmpty()
        && ifNoneMatch.isEmpty()
        && ifModifiedSince.isEmpty()
        && ifUnmodifiedSince.isEmpty()) {
      return NONE;
    }
    return new Preconditions(
        tags(ifMatch), tags(ifNoneMatch), date(ifModifiedSince, now), date(ifUnmodifiedSince, now));
  }

  /**
   * The fields that are malformed. A server answers a write that has one with 400 and does not
   * perform it.
   */
  public List<MalformedField> malformed() {
    return Stream.concat(malformed(IF_MATCH, ifMatch), malformed(IF_NONE_MATCH, ifNoneMatch))
        .toList();
  }

  private static Optional<Parsed<TagList>> tags(List<String> lines) {
    return lines.isEmpty() ? Optional.empty() : Optional.of(TagList.parse(lines));
  }

  private static Optional<Instant> date(List<String> lines, Instant now) {
    return lines.size() == 1 ? HttpDate.parse(lines.get(0), now) : Optional.empty();
  }

  private static Stream<MalformedField> malformed(String name, Optional<Parsed<TagList>> field) {
    return field.isPresent() && field.get() instanceof Parsed.Malformed<TagList> malformed
        ? Stream.of(new MalformedField(name, malformed.position(), malformed.why()))
        : Stream.empty();
  }
}
