package dev.etagere.server.resources;

import dev.etagere.conditions.Decision;
import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.HttpDate;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.TagList;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.merging.Explanation;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says why a precondition failed: what the client holds, what is current, and how the two came
 * apart.
 */
public final class ConditionProblems {

  /** Among how many of the newest versions a token is looked for whose number is not its own. */
  private static final int RENUMBERED = 100;

  private final Store store;
  private final Tags tags;
  private final Explanation explanation;

  public ConditionProblems(Store store, Tags tags, Explanation explanation) {
    this.store = store;
    this.tags = tags;
    this.explanation = explanation;
  }

  /**
   * The reasons why no tag of an If-Match names the current version; the first that applies to any
   * tag is told.
   */
  private enum Why {
    WEAK(
        "The tag names the current version, but something between you and the server made it weak (W/), and a weak tag never matches."
            + " Send the current_etag if your edit is based on it; have the intermediary leave ETag alone."),
    STALE(
        "Somebody has written this resource since the version that you hold. Fetch the current one, apply your edit to it, and send its tag."),
    FOREIGN("The tag was issued for another resource. Send the tag that came with this resource."),
    UNKNOWN(
        "The tag was never issued for this resource, or the version that it names is no longer kept. Fetch the current one and send its tag.");

    private final String detail;

    Why(String detail) {
      this.detail = detail;
    }

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private record Diagnosis(Why why, EntityTag tag, Optional<Stored> named) {}

  /** The 412 of a write whose precondition is false. */
  public Problem failed(
      Decision.PreconditionFailed failed, Intent intent, Selected current, Caller caller) {
    ResourcePath path = intent.path();
    Problem problem = stated(failed, intent.preconditions(), current, path, caller);
    boolean isTold =
        failed.condition() == Decision.FailedCondition.IF_MATCH && caller.mayRead(path);
    return isTold && current instanceof Selected.Present(Stored stored)
        ? explained(problem, intent.preconditions(), stored, intent.edit().merged())
        : problem;
  }

  /** The 412 of a read of a version whose precondition is false. */
  public Problem failed(
      Decision.PreconditionFailed failed,
      Preconditions preconditions,
      Stored current,
      Caller caller) {
    ResourcePath path = current.version().path();
    Problem problem = stated(failed, preconditions, new Selected.Present(current), path, caller);
    return failed.condition() == Decision.FailedCondition.IF_MATCH
        ? explained(problem, preconditions, current, Optional.empty())
        : problem;
  }

  private Problem explained(
      Problem problem, Preconditions preconditions, Stored current, Optional<Proposal> proposal) {
    Diagnosis diagnosis = diagnosis(preconditions, current.version());
    return switch (diagnosis.why()) {
      case STALE ->
          diagnosis
              .named()
              .filter(base -> !base.version().isDeletion())
              .map(base -> explanation.explained(problem, base, current, proposal))
              .orElse(problem);
      case UNKNOWN -> proposal.map(asked -> Explanation.withoutBase(problem)).orElse(problem);
      case WEAK, FOREIGN -> problem;
    };
  }

  private Problem stated(
      Decision.PreconditionFailed failed,
      Preconditions preconditions,
      Selected current,
      ResourcePath path,
      Caller caller) {
    Problem problem =
        switch (failed.condition()) {
          case IF_MATCH -> ifMatch(preconditions, current, caller);
          case IF_NONE_MATCH ->
              problem(
                  "exists",
                  "The resource exists, and If-None-Match says that it must not, or not with this tag. Fetch it and send If-Match with its tag.");
          case IF_UNMODIFIED_SINCE ->
              problem(
                  "modified_since",
                  "The resource was written after the date in If-Unmodified-Since. Fetch the current version and send If-Match with its tag.");
          case AMBIGUOUS_DATE ->
              problem(
                  "ambiguous_date",
                  "Two versions share the second that If-Unmodified-Since names, so the date does not say which one you saw. Send If-Match with the tag.");
        };
    return withCurrent(problem, current, path, caller);
  }

  /** The 428 of a missing precondition. */
  public Problem required(
      Decision.PreconditionRequired required, Selected current, ResourcePath path, Caller caller) {
    Problem problem =
        switch (required.why()) {
          case MISSING ->
              Problem.of(
                      ProblemKind.PRECONDITION_REQUIRED,
                      "This write would replace a version without saying which. Fetch the resource and send If-Match with its ETag.")
                  .reason("missing");
          case WILDCARD ->
              Problem.of(
                      ProblemKind.PRECONDITION_REQUIRED,
                      "The rules of this collection ask for the version that is replaced; If-Match: * names none. Send its ETag.")
                  .reason("wildcard");
        };
    return withCurrent(problem, current, path, caller);
  }

  /** The 404 where there is nothing. */
  public static Problem notFound(Selected current) {
    Problem problem = Problem.of(ProblemKind.NOT_FOUND, "There is no resource at this path.");
    return current instanceof Selected.Deleted
        ? Problem.of(
                ProblemKind.NOT_FOUND,
                "The resource was deleted. Its earlier versions are under /-/versions/.")
            .reason("deleted")
        : problem;
  }

  /** The 409 of a unique value that somebody else has. */
  static Problem taken() {
    return Problem.of(
            ProblemKind.CONFLICT,
            "Another resource of the collection has this value already. Choose another.")
        .reason("unique");
  }

  private Problem ifMatch(Preconditions preconditions, Selected current, Caller caller) {
    return switch (current) {
      case Selected.Absent absent ->
          sent(
              problem(
                  "absent",
                  "Nothing was ever stored here. To create it, send If-None-Match: * or no condition."),
              preconditions);
      case Selected.Deleted deleted -> deleted(deleted.tombstone(), preconditions, caller);
      case Selected.Present present ->
          diagnosed(preconditions, present.current().version(), caller);
    };
  }

  private Problem diagnosed(Preconditions preconditions, Version current, Caller caller) {
    Diagnosis diagnosis = diagnosis(preconditions, current);
    Problem problem =
        problem(diagnosis.why().code(), diagnosis.why().detail)
            .with("request_etag", diagnosis.tag().toString());
    return caller.mayRead(current.path())
        ? problem.with("request_version", diagnosis.named().map(named -> named.version().number()))
        : problem;
  }

  private Diagnosis diagnosis(Preconditions preconditions, Version current) {
    return tagsSent(preconditions).stream()
        .map(tag -> diagnose(tag, current))
        .min(Comparator.comparing(Diagnosis::why))
        .orElseThrow(() -> new IllegalStateException("a failed If-Match without tags"));
  }

  private Diagnosis diagnose(EntityTag tag, Version current) {
    Optional<Tags.Name> name = Tags.named(tag);
    if (name.isEmpty()) {
      return new Diagnosis(Why.UNKNOWN, tag, Optional.empty());
    }
    Optional<Stored> named = new NamedVersions(store).find(current.path(), tag);
    if (named.isPresent()) {
      boolean isCurrent = named.get().version().number() == current.number();
      return new Diagnosis(isCurrent ? Why.WEAK : Why.STALE, tag, named);
    }
    return new Diagnosis(
        isForeign(name.get(), current) ? Why.FOREIGN : Why.UNKNOWN, tag, Optional.empty());
  }

  /**
   * Whether this server made the tag, but not for this resource. Where the resource's own version
   * of that number is known, it is another one, unless somebody wrote another number to a token of
   * this resource; where it is no longer kept, the token's check of the path tells.
   */
  private boolean isForeign(Tags.Name name, Version current) {
    boolean known =
        name.version() >= current.number()
            || store.version(current.path(), name.version()).isPresent();
    boolean own = tags.isOf(current.path(), name);
    return tags.isIssued(name) && (!own || known && !isRenumbered(name, current));
  }

  private boolean isRenumbered(Tags.Name name, Version current) {
    return store.history(current.path(), current.number() + 1, RENUMBERED).stream()
        .anyMatch(version -> version.token().equals(name.token()));
  }

  private Problem deleted(Version tombstone, Preconditions preconditions, Caller caller) {
    Problem problem =
        sent(
            problem(
                "deleted",
                "The resource was deleted since you read it. To create it anew, send If-None-Match: *."),
            preconditions);
    Optional<Long> named =
        tagsSent(preconditions).stream()
            .findFirst()
            .flatMap(tag -> new NamedVersions(store).find(tombstone.path(), tag))
            .map(stored -> stored.version().number());
    return caller.mayRead(tombstone.path()) ? problem.with("request_version", named) : problem;
  }

  private static Problem sent(Problem problem, Preconditions preconditions) {
    return problem.with(
        "request_etag", tagsSent(preconditions).stream().findFirst().map(EntityTag::toString));
  }

  /** The tags of If-Match, as they were sent; none for {@code *}. */
  private static List<EntityTag> tagsSent(Preconditions preconditions) {
    return preconditions
        .ifMatch()
        .filter(Parsed.Valid.class::isInstance)
        .map(parsed -> ((Parsed.Valid<TagList>) parsed).value())
        .map(list -> list instanceof TagList.OneOf oneOf ? oneOf.tags() : List.<EntityTag>of())
        .orElse(List.of());
  }

  private static Problem problem(String reason, String detail) {
    return Problem.of(ProblemKind.PRECONDITION_FAILED, detail).reason(reason);
  }

  /** With the validators of the current version, for who may read it. */
  public static Problem withCurrent(
      Problem problem, Selected current, ResourcePath path, Caller caller) {
    if (!(current instanceof Selected.Present present) || !caller.mayRead(path)) {
      return problem;
    }
    Version version = present.current().version();
    Problem told =
        problem
            .with("current_etag", Tags.of(version).toString())
            .with("current_version", version.number())
            .with("last_modified", version.time().toString())
            .withField("ETag", Tags.of(version).toString())
            .withField("Last-Modified", HttpDate.format(version.time()));
    boolean known =
        problem.kind() == ProblemKind.PRECONDITION_FAILED && !version.origin().writer().isEmpty();
    return known ? told.with("modified_by", version.origin().writer()) : told;
  }
}
