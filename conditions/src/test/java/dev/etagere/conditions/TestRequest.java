package dev.etagere.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A request as a test writes it down: a method, field lines, and what a write has to carry. */
record TestRequest(String method, List<FieldLine> fieldLines, Requirement required) {

  static final Decision PERFORM = new Decision.Perform();
  static final Decision NOT_MODIFIED = new Decision.NotModified();

  static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");
  static final Instant MODIFIED = Instant.parse("2026-11-20T12:34:56.789Z");

  record FieldLine(String name, String value) {}

  static TestRequest get() {
    return of("GET");
  }

  static TestRequest put() {
    return of("PUT");
  }

  static TestRequest of(String method) {
    return new TestRequest(method, List.of(), Requirement.NONE);
  }

  TestRequest with(String name, String value) {
    List<FieldLine> more =
        Stream.concat(fieldLines.stream(), Stream.of(new FieldLine(name, value))).toList();
    return new TestRequest(method, more, required);
  }

  TestRequest with(String name, Instant date) {
    return with(name, HttpDate.format(date));
  }

  TestRequest requiring(Requirement other) {
    return new TestRequest(method, fieldLines, other);
  }

  List<String> lines(String name) {
    return fieldLines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(FieldLine::value)
        .toList();
  }

  Preconditions preconditions() {
    return Preconditions.of(this::lines, NOW);
  }

  Decision on(Representation selected) {
    return method.equals("GET") || method.equals("HEAD")
        ? Decision.onRead(preconditions(), selected)
        : Decision.onWrite(preconditions(), selected, required);
  }

  Decision onNothing() {
    return on(new Representation.None());
  }

  /** On a representation with this tag that was modified at {@link #MODIFIED}. */
  Decision onTag(String tag) {
    return on(some(tag, Optional.of(MODIFIED), false));
  }

  /** On a representation that was modified at {@link #MODIFIED}. */
  Decision onDate() {
    return onTag("\"current\"");
  }

  /** On a representation that shares the second of {@link #MODIFIED} with another version. */
  Decision onSharedDate() {
    return on(some("\"current\"", Optional.of(MODIFIED), true));
  }

  /** On a representation with a tag and no date. */
  Decision onNoDate() {
    return on(some("\"current\"", Optional.empty(), false));
  }

  /** On a representation with a date and no tag. */
  Decision onNoTag() {
    return on(some("", Optional.of(MODIFIED), false));
  }

  /** A representation; no tag if it is empty. */
  static Representation some(String tag, Optional<Instant> date, boolean ambiguous) {
    return new Representation.Some(validators(tag, date, ambiguous));
  }

  static Validators validators(String tag, Optional<Instant> date, boolean ambiguous) {
    return new Validators(
        EntityTag.parse(tag) instanceof Parsed.Valid<EntityTag> valid
            ? Optional.of(valid.value())
            : Optional.empty(),
        date,
        ambiguous);
  }

  static Decision failed(Decision.FailedCondition condition) {
    return new Decision.PreconditionFailed(condition);
  }
}
