package dev.etagere.client;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonString;
import dev.etagere.merge.MergeOptions;
import dev.etagere.merge.MergeOutcome;
import dev.etagere.merge.ThreeWayMerge;
import java.util.Optional;
import java.util.function.Function;

/**
 * Merges the two sides of a conflict: by what the server said, which knows the rules of the
 * collection, else here and without rules.
 */
final class Merging {
  private final Conflict conflict;
  private final Content base;
  private final Content mine;
  private final Content theirs;

  private Merging(Conflict conflict) {
    this.conflict = conflict;
    this.base = conflict.mine().base().content();
    this.mine = conflict.mine().content();
    this.theirs = conflict.theirs().content();
  }

  static Merged of(Conflict conflict) {
    return new Merging(conflict).merged();
  }

  private Merged merged() {
    Merged here = here();
    Optional<JsonMembers> served = served();
    if (served.isEmpty()) {
      return here;
    }
    Optional<Content> document = served.get().object().get("document").map(this::laidOut);
    if (served.get().isTrue("clean")) {
      return document.<Merged>map(content -> clean(content)).orElse(here);
    }
    // What the rules hold apart is apart, even if it would fit without them.
    return here instanceof Merged.Contested
        ? here
        : new Merged.Contested(document.orElse(theirs), mine);
  }

  /** The server's own merge, if it is of the version that was read afterwards. */
  private Optional<JsonMembers> served() {
    JsonMembers problem = new JsonMembers(conflict.problem().members());
    return problem
        .string("current_etag")
        .filter(tag -> conflict.theirs().tag().equals(Optional.of(tag)))
        .flatMap(tag -> problem.object().get("merge"))
        .map(JsonMembers::of);
  }

  private Merged here() {
    if (base.isJson() && mine.isJson() && theirs.isJson()) {
      return contents(
          Merging::json, (one, two) -> ThreeWayMerge.json(json(base), one, two, MergeOptions.NONE));
    }
    String type = mine.essence();
    boolean text = type.equals(theirs.essence()) && MergeOptions.NONE.mergesAsText(type);
    return text && mine.coding().isEmpty()
        ? contents(
            Merging::text,
            (one, two) -> ThreeWayMerge.text(text(base), one, two, MergeOptions.NONE))
        : new Merged.Unmergeable("contents of the type " + type + " are not merged");
  }

  private interface Sides<T> {
    MergeOutcome merge(Optional<T> current, Optional<T> yours);
  }

  /** Merged in both roles: whoever is current is kept where the two do not fit. */
  private <T> Merged contents(Function<Content, Optional<T>> read, Sides<T> sides) {
    Optional<T> one = read.apply(theirs);
    Optional<T> two = read.apply(mine);
    if (one.isEmpty() || two.isEmpty() || read.apply(base).isEmpty()) {
      return new Merged.Unmergeable("one of the versions is not what its media type says");
    }
    MergeOutcome onTheirs = sides.merge(one, two);
    if (onTheirs instanceof MergeOutcome.Merged merged && merged.clean()) {
      return merged.document().<Merged>map(json -> clean(laidOut(json))).orElse(refused());
    }
    return sides.merge(two, one) instanceof MergeOutcome.Merged onMine
            && onTheirs instanceof MergeOutcome.Merged merged
        ? new Merged.Contested(document(merged, theirs), document(onMine, mine))
        : refused();
  }

  private static Merged refused() {
    return new Merged.Unmergeable("the versions are too large or too different to be merged");
  }

  private Content document(MergeOutcome.Merged merged, Content otherwise) {
    return merged.document().map(this::laidOut).orElse(otherwise);
  }

  private Merged clean(Content content) {
    return new Merged.Clean(conflict.theirs().edit(content));
  }

  /** JSON as mine is laid out; a text is a JSON string here. */
  private Content laidOut(Json value) {
    return !mine.isJson() && value instanceof JsonString text
        ? mine.withText(text.value())
        : mine.withText(JsonLayout.like(mine.asText()).write(value));
  }

  private static Optional<Json> json(Content content) {
    return Json.parse(content.shared()) instanceof Json.Parsed.Document document
        ? Optional.of(document.root())
        : Optional.empty();
  }

  private static Optional<String> text(Content content) {
    return content.strictText();
  }
}
