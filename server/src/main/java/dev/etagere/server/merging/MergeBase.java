package dev.etagere.server.merging;

import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.TagList;
import dev.etagere.server.http.FieldLines;
import dev.etagere.server.http.Preferences;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.util.List;
import java.util.Optional;

/** The fields by which a client asks for a merge. */
public final class MergeBase {

  private static final String NAME = "Merge-Base";

  private MergeBase() {}

  /**
   * The tag in Merge-Base, where it counts: beside {@code If-Match: *}.
   *
   * @throws Refusal 400 if it is not exactly one entity tag
   */
  public static Optional<EntityTag> of(FieldLines fields, Preconditions preconditions) {
    List<String> lines = fields.lines(NAME);
    return lines.isEmpty() || !replacesAny(preconditions)
        ? Optional.empty()
        : Optional.of(parse(lines));
  }

  private static boolean replacesAny(Preconditions preconditions) {
    return preconditions
        .ifMatch()
        .filter(parsed ->
            parsed instanceof Parsed.Valid<TagList>(TagList list) && list instanceof TagList.Any)
        .isPresent();
  }

  private static EntityTag parse(List<String> lines) {
    if (TagList.parse(lines) instanceof Parsed.Valid<TagList>(TagList list)
        && list instanceof TagList.OneOf oneOf
        && oneOf.tags().size() == 1) {
      return oneOf.tags().getFirst();
    }
    throw new Refusal(
        Problem.of(
                ProblemKind.MALFORMED_PRECONDITION,
                "Merge-Base takes one entity tag in double quotes: that of the version you started from.")
            .with("field", NAME));
  }

  /** Whether the client prefers a merge to be reported: {@code Prefer: merge} (RFC 7240). */
  public static boolean isPreferred(FieldLines fields) {
    return Preferences.of(fields).states("merge");
  }
}
