package dev.etagere.server.resources;

import dev.etagere.conditions.Decision;
import dev.etagere.conditions.Representation;
import dev.etagere.conditions.Requirement;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.rules.Rulebook;
import dev.etagere.server.rules.Rules;
import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Guard;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import dev.etagere.storage.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The one loop of every write: read, decide, build the new version, commit against what was read;
 * and where somebody else was faster, decide again on what is current now.
 */
public final class WriteLoop {

  /** A write that has lost this many races in a row is told to come again. */
  static final int ROUNDS = 1_000;

  private final Store store;
  private final Tags tags;
  private final Rulebook rulebook;
  private final ConditionProblems problems;
  private final InstantSource clock;

  public WriteLoop(
      Store store, Tags tags, Rulebook rulebook, ConditionProblems problems, InstantSource clock) {
    this.store = store;
    this.tags = tags;
    this.rulebook = rulebook;
    this.problems = problems;
    this.clock = clock;
  }

  /**
   * Writes all the intents in one atomic step, or none of them. They name each path at most once.
   */
  public Written write(List<Intent> intents, Writing writing) {
    Map<ResourcePath, Selected> known = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Round prepared = new Round(writing, known);
      intents.forEach(prepared::prepare);
      if (!prepared.failures.isEmpty()) {
        return new Written.Refused(prepared.failures);
      }
      Optional<Written> end = settle(prepared, known);
      if (end.isPresent()) {
        return end.get();
      }
    }
    return new Written.Refused(List.of(new Written.Failure(0, contended())));
  }

  /**
   * How the intent would be answered on what is current now, were nothing written: for refusals
   * ahead of content.
   */
  public Optional<Problem> refusal(Intent intent, Writing writing) {
    return refusal(
        intent, store.current(intent.path()), rulebook.at(intent.path()).rules(), writing);
  }

  private Optional<Written> settle(Round round, Map<ResourcePath, Selected> known) {
    return switch (store.commit(round.commit())) {
      case Outcome.Committed committed -> Optional.of(new Written.Done(round.made));
      case Outcome.Conflict conflict -> {
        known.clear();
        known.put(conflict.path(), conflict.current());
        yield Optional.empty();
      }
      case Outcome.Taken taken -> Optional.of(round.refused(taken));
      case Outcome.Duplicate duplicate -> Optional.of(new Written.Replayed(duplicate.earlier()));
      case Outcome.Unknown unknown -> {
        known.clear();
        yield store.landed(unknown.operation()).map(versions -> new Written.Done(round.made));
      }
    };
  }

  private Optional<Problem> refusal(Intent intent, Selected current, Rules rules, Writing writing) {
    if (intent.method().needsResource() && !(current instanceof Selected.Present)) {
      return Optional.of(ConditionProblems.notFound(current));
    }
    Decision decision =
        Decision.onWrite(
            SentTags.onWrite(intent.preconditions()),
            representation(current),
            requirement(intent, rules));
    return switch (decision) {
      case Decision.Perform perform -> Optional.empty();
      case Decision.NotModified notModified ->
          throw new IllegalStateException("304 answers reads only");
      case Decision.PreconditionFailed failed ->
          Optional.of(problems.failed(failed, intent, current, writing.caller()));
      case Decision.PreconditionRequired required ->
          Optional.of(problems.required(required, current, intent.path(), writing.caller()));
    };
  }

  private static Representation representation(Selected current) {
    return current instanceof Selected.Present present
        ? Validation.of(present.current().version())
        : new Representation.None();
  }

  private static Requirement requirement(Intent intent, Rules rules) {
    Requirement required =
        switch (intent.method()) {
          case PUT, CREATE -> rules.put();
          case PATCH -> rules.patch();
          case DELETE -> rules.delete();
        };
    boolean isMet = required == Requirement.VERSION && intent.edit().namesVersion();
    return isMet ? Requirement.CONDITION : required;
  }

  private static Problem contended() {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "Others write this resource so fast that this request lost %d races. Try again shortly."
                .formatted(ROUNDS))
        .withField("Retry-After", "1");
  }

  /** One round: what is current, what was decided on it, and the commit that rests on both. */
  private final class Round {

    private final Writing writing;
    private final Map<ResourcePath, Selected> known;
    private final String operation = UUID.randomUUID().toString();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    private final List<Write> writes = new ArrayList<>();
    private final List<Written.Made> made = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();
    private final List<Written.Failure> failures = new ArrayList<>();
    private int prepared;

    Round(Writing writing, Map<ResourcePath, Selected> known) {
      this.writing = writing;
      this.known = known;
    }

    void prepare(Intent intent) {
      Selected before = known.get(intent.path());
      Selected current = before == null ? store.current(intent.path()) : before;
      Rulebook.InForce inForce = rulebook.at(intent.path());
      Optional<Problem> refusal = refusal(intent, current, inForce.rules(), writing);
      if (refusal.isPresent()) {
        fail(refusal.get());
      } else {
        apply(intent, current, inForce);
      }
      prepared++;
    }

    private void apply(Intent intent, Selected current, Rulebook.InForce inForce) {
      switch (intent.edit().apply(current)) {
        case Edit.Edited.Written content ->
            add(
                intent,
                current,
                inForce,
                Version.Kind.WRITTEN,
                content.mediaType(),
                content.content());
        case Edit.Edited.Deleted deleted ->
            add(intent, current, inForce, Version.Kind.DELETED, "", Content.NONE);
        case Edit.Edited.Refused refused -> fail(refused.problem());
      }
    }

    private void fail(Problem problem) {
      failures.add(new Written.Failure(prepared, problem));
    }

    private void add(
        Intent intent,
        Selected current,
        Rulebook.InForce inForce,
        Version.Kind kind,
        String mediaType,
        Content content) {
      Version version = next(intent.path(), current.newest(), kind, mediaType, content.length());
      Stored stored = new Stored(version, content);
      writes.add(new Write(current.expected(), stored, Set.of()));
      made.add(new Written.Made(stored, !(current instanceof Selected.Present)));
      inForce.guards().stream().filter(guard -> !guards.contains(guard)).forEach(guards::add);
    }

    private Version next(
        ResourcePath path,
        Optional<Version> replaced,
        Version.Kind kind,
        String mediaType,
        long length) {
      Instant time = replaced.map(Version::time).filter(now::isBefore).orElse(now);
      boolean sharesSecond =
          replaced
              .filter(version -> version.time().getEpochSecond() == time.getEpochSecond())
              .isPresent();
      return new Version(
          path,
          replaced.map(Version::number).orElse(0L) + 1,
          tags.token(path),
          time,
          sharesSecond,
          kind,
          mediaType,
          length,
          new Version.Origin(writing.caller().subject(), writing.requestId(), operation));
    }

    Commit commit() {
      return new Commit(
          operation,
          writes,
          guards,
          List.of(),
          writing.receipt().map(receipt -> receipt.apply(made)));
    }

    Written refused(Outcome.Taken taken) {
      List<ResourcePath> paths = writes.stream().map(Write::path).toList();
      return new Written.Refused(
          List.of(
              new Written.Failure(paths.indexOf(taken.path()), ConditionProblems.taken(taken))));
    }
  }
}
