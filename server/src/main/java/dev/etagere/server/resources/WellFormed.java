package dev.etagere.server.resources;

import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.TagList;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;

/** A write is never performed where one of its preconditions cannot be read. */
public final class WellFormed {

  private WellFormed() {}

  /**
   * @throws Refusal 400 that names the field and the place in it
   */
  public static void check(Preconditions preconditions) {
    preconditions.ifMatch().ifPresent(parsed -> check("If-Match", parsed));
    preconditions.ifNoneMatch().ifPresent(parsed -> check("If-None-Match", parsed));
  }

  private static void check(String field, Parsed<TagList> parsed) {
    if (parsed instanceof Parsed.Malformed<TagList>(int position, String why)) {
      throw new Refusal(
          Problem.of(
                  ProblemKind.MALFORMED_PRECONDITION,
                  "%s is malformed at character %d: %s.".formatted(field, position + 1, why))
              .with("field", field)
              .with("position", position));
    }
  }
}
