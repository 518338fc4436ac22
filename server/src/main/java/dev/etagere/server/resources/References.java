package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonObject;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the operations of a batch say of earlier ones: <code>${N.path}</code>, <code>${N.id}</code>
 * (its last segment) and, in bodies, <code>${N.etag}</code>, the entity tag of the version that the
 * operation with index N makes.
 *
 * <p>Paths and ids are known as soon as the batch is read. Tags are made with the commit, anew in
 * each round of the loop.
 */
final class References {
  private static final Pattern ANY = Pattern.compile("\\$\\{([0-9]{1,9})\\.([a-z_]+)\\}");
  private static final Pattern TAG = Pattern.compile("\\$\\{([0-9]{1,9})\\.etag\\}");

  private References() {}

  /**
   * An operation with the paths and ids of earlier ones in place.
   *
   * @throws Refusal 422 for a reference that is to no earlier operation, to nothing that one has,
   *     or to a tag outside the body, and for references by which two members get one name
   */
  static Json resolved(Json operation, List<BatchOperation> earlier) {
    int index = earlier.size();
    refuseTagsOutsideBody(operation, index);
    return replaced(operation, ANY, match -> value(match, earlier))
        .orElseThrow(() -> refused(index, "Its references give two members one name."));
  }

  private static void refuseTagsOutsideBody(Json operation, int index) {
    Stream<Json> others =
        operation instanceof JsonObject object
            ? object.names().stream()
                .filter(name -> !name.equals("body"))
                .flatMap(name -> object.get(name).stream())
            : Stream.of(operation);
    if (others.anyMatch(References::nameTags)) {
      throw refused(
          index,
          "The tag of another operation names a version of another resource, so no path or"
              + " condition can use it. Put ${N.etag} into the body.");
    }
  }

  private static String value(MatchResult reference, List<BatchOperation> earlier) {
    int index = Integer.parseInt(reference.group(1));
    if (index >= earlier.size()) {
      throw refused(
          earlier.size(),
          reference.group() + " refers to no earlier operation. Operations count from 0.");
    }
    BatchOperation meant = earlier.get(index);
    return switch (reference.group(2)) {
      case "id" -> meant.id();
      case "path" -> meant.path().value();
      case "etag" -> reference.group();
      default ->
          throw refused(
              earlier.size(),
              reference.group() + " refers to nothing: an operation has path, id and etag.");
    };
  }

  private static Refusal refused(int index, String detail) {
    return new Refusal(
        Problem.of(ProblemKind.INVALID_CONTENT, "Operation %d: %s".formatted(index, detail))
            .with("index", index));
  }

  /** Whether there are references to tags in it. */
  static boolean nameTags(Json body) {
    return TAG.matcher(body.toString()).find();
  }

  /**
   * A body with the tags of earlier operations in place.
   *
   * @param earlier by place; nothing for an operation that failed
   * @return nothing if it refers to one that failed
   */
  static Optional<Json> tagged(Json body, List<Optional<EntityTag>> earlier) {
    Matcher named = TAG.matcher(body.toString());
    boolean isWhole = named.results().allMatch(match -> earlier.get(index(match)).isPresent());
    return isWhole
        ? replaced(body, TAG, match -> quoted(earlier.get(index(match)).orElseThrow()))
        : Optional.empty();
  }

  private static int index(MatchResult reference) {
    return Integer.parseInt(reference.group(1));
  }

  /** As it stands within a string of JSON. */
  private static String quoted(EntityTag tag) {
    return tag.toString().replace("\"", "\\\"");
  }

  /** In JSON text a reference can only stand in a string; no path or id needs an escape there. */
  private static Optional<Json> replaced(
      Json source, Pattern pattern, Function<MatchResult, String> value) {
    String text =
        pattern
            .matcher(source.toString())
            .replaceAll(match -> Matcher.quoteReplacement(value.apply(match)));
    return Json.parse(text) instanceof Json.Parsed.Document(Json root)
        ? Optional.of(root)
        : Optional.empty();
  }
}
