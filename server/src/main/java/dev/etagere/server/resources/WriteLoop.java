package dev.etagere.server.resources;

import dev.etagere.conditions.Decision;
import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.Representation;
import dev.etagere.conditions.Requirement;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.rules.Fences;
import dev.etagere.server.rules.Rulebook;
import dev.etagere.server.rules.Rules;
import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Guard;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Reclaim;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.StoreException;
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
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop of every write: read, decide, build the new version, commit against what was read;
 * and where somebody else was faster, decide again on what is current now.
 */
public final class WriteLoop {

  private static final Logger LOG = LoggerFactory.getLogger(WriteLoop.class);

  /** A write that has lost this many races in a row is told to come again. */
  static final int ROUNDS = 1_000;

  private final Store store;
  private final Tags tags;
  private final Rulebook rulebook;
  private final ConditionProblems problems;
  private final InstantSource clock;
  private final Fencing fencing;
  private final Turns turns = new Turns();

  public WriteLoop(
      Store store, Tags tags, Rulebook rulebook, ConditionProblems problems, InstantSource clock) {
    this.store = store;
    this.tags = tags;
    this.rulebook = rulebook;
    this.problems = problems;
    this.clock = clock;
    this.fencing =
        new Fencing(
            rulebook, clock, (intent, writing) -> rounds(List.of(intent), List.of(), writing));
  }

  /**
   * Writes all the intents in one atomic step, or none of them. They name each path at most once.
   */
  public Written write(List<Intent> intents, Writing writing) {
    return intents.stream()
        .flatMap(intent -> rulebook.fencedBy(intent.path()).stream())
        .findFirst()
        .map(prefix ->
            fencing.within(prefix, writing, () -> rounds(intents, List.of(newEpoch()), writing)))
        .orElseGet(() -> rounds(intents, List.of(), writing));
  }

  /** What is written along with a change of rules: it begins a new epoch, without a fence. */
  private Intent newEpoch() {
    return new Intent(
        Intent.Method.PUT,
        rulebook.epoch(),
        Preconditions.NONE,
        current -> new Edit.Edited.Written("application/json", Fences.NONE));
  }

  private Written rounds(List<Intent> intents, List<Intent> companions, Writing writing) {
    Map<ResourcePath, Selected> known = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Round prepared = new Round(writing, known, intents.size() == 1);
      intents.forEach(prepared::prepare);
      companions.forEach(prepared::prepare);
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
    Selected current = store.current(intent.path());
    Rules rules = rulebook.at(intent.path()).rules();
    return refusal(decision(intent, current, rules), intent, current, writing);
  }

  private Optional<Written> settle(Round round, Map<ResourcePath, Selected> known) {
    return switch (store.commit(round.commit())) {
      case Outcome.Committed committed -> {
        round.writes.forEach(write -> turns.written(write.path()));
        yield Optional.of(new Written.Done(round.made));
      }
      case Outcome.Conflict conflict -> {
        known.clear();
        known.put(conflict.path(), conflict.current());
        yield Optional.empty();
      }
      case Outcome.Taken taken -> Optional.of(round.refused(taken));
      case Outcome.Duplicate duplicate -> Optional.of(new Written.Replayed(duplicate.earlier()));
      case Outcome.Unknown unknown -> {
        known.clear();
        yield landed(unknown).map(versions -> new Written.Done(round.made));
      }
    };
  }

  private Optional<List<Version>> landed(Outcome.Unknown unknown) {
    try {
      return store.landed(unknown.operation());
    } catch (StoreException inTrouble) {
      LOG.warn("whether {} landed is not known: {}", unknown.operation(), inTrouble.getMessage());
      throw new Refusal(doubtful());
    }
  }

  private static Problem doubtful() {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "The store failed while it wrote, and cannot tell yet whether this write was made. Once it answers again, send the"
                + " same request again: its condition, or its Idempotency-Key, keeps it from being made twice.")
        .withField("Retry-After", "1");
  }

  private static Decision decision(Intent intent, Selected current, Rules rules) {
    return Decision.onWrite(
        SentTags.onWrite(intent.preconditions()),
        representation(current),
        requirement(intent, rules));
  }

  private Optional<Problem> refusal(
      Decision decision, Intent intent, Selected current, Writing writing) {
    if (intent.method().needsResource() && !(current instanceof Selected.Present)) {
      return Optional.of(ConditionProblems.notFound(current));
    }
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

  /** The problem, with the validators of what is current now for who may read it. */
  Problem told(Problem problem, ResourcePath path, Caller caller) {
    return ConditionProblems.withCurrent(problem, store.current(path), path, caller);
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
    private final boolean isAlone;
    private final String operation = UUID.randomUUID().toString();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    private final List<Write> writes = new ArrayList<>();
    private final List<Written.Made> made = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();
    private final List<Reclaim> reclaims = new ArrayList<>();
    private final List<Written.Failure> failures = new ArrayList<>();
    private final List<Optional<EntityTag>> allotted = new ArrayList<>();

    Round(Writing writing, Map<ResourcePath, Selected> known, boolean isAlone) {
      this.writing = writing;
      this.known = known;
      this.isAlone = isAlone;
    }

    void prepare(Intent asked) {
      int madeBefore = made.size();
      asked
          .edit()
          .after(allotted)
          .map(edit -> new Intent(asked.method(), asked.path(), asked.preconditions(), edit))
          .ifPresent(this::decide);
      allotted.add(
          made.size() > madeBefore
              ? Optional.of(Tags.of(made.getLast().stored().version()))
              : Optional.empty());
    }

    private void decide(Intent intent) {
      Rulebook.InForce inForce = fencing.await(intent.path(), writing);
      Selected current = current(intent.path());
      Decision decision = decision(intent, current, inForce.rules());
      if (isLate(intent, decision)) {
        turns.await(intent.path());
        known.remove(intent.path());
        current = store.current(intent.path());
        decision = decision(intent, current, inForce.rules());
      }
      conclude(intent, current, decision, inForce);
    }

    private void conclude(
        Intent intent, Selected current, Decision decision, Rulebook.InForce inForce) {
      Optional<Problem> refusal =
          unsupported(intent, current, inForce)
              .or(() -> refusal(decision, intent, current, writing));
      if (refusal.isPresent()) {
        fail(refusal.get(), intent, current);
      } else {
        apply(intent, current, inForce);
      }
    }

    private Selected current(ResourcePath path) {
      Selected current = known.get(path);
      return current == null ? store.current(path) : current;
    }

    /** Whoever names a version that is gone is told so when its turn has come. */
    private boolean isLate(Intent intent, Decision decision) {
      return isAlone
          && decision instanceof Decision.PreconditionFailed
          && intent.preconditions().ifMatch().isPresent();
    }

    /** 415 and 413 of content that needs no version to be built come before the preconditions. */
    private Optional<Problem> unsupported(
        Intent intent, Selected current, Rulebook.InForce inForce) {
      boolean isWhole =
          intent.method() == Intent.Method.PUT || intent.method() == Intent.Method.CREATE;
      return isWhole && intent.edit().apply(current) instanceof Edit.Edited.Written content
          ? rulebook.refusal(inForce, content.mediaType(), content.content().length())
          : Optional.empty();
    }

    private void apply(Intent intent, Selected current, Rulebook.InForce inForce) {
      switch (intent.edit().apply(current)) {
        case Edit.Edited.Written content -> admit(intent, current, inForce, content);
        case Edit.Edited.Deleted deleted ->
            add(
                new Built(intent, current, Version.Kind.DELETED, "", Content.NONE),
                inForce,
                rulebook.admitDeletion(intent.path()));
        case Edit.Edited.Refused refused -> fail(refused.problem(), intent, current);
      }
    }

    private void admit(
        Intent intent, Selected current, Rulebook.InForce inForce, Edit.Edited.Written content) {
      Optional<Problem> unsupported =
          rulebook.refusal(inForce, content.mediaType(), content.content().length());
      Rulebook.Admission admission =
          unsupported
              .<Rulebook.Admission>map(Rulebook.Admission.Refused::new)
              .orElseGet(() ->
                  rulebook.admit(intent.path(), inForce, content.mediaType(), content.content()));
      add(
          new Built(intent, current, Version.Kind.WRITTEN, content.mediaType(), content.content()),
          inForce,
          admission);
    }

    /** A conflict of content (409) tells the version that it is a conflict with. */
    private void fail(Problem problem, Intent intent, Selected current) {
      Problem told =
          problem.kind() == ProblemKind.CONFLICT
              ? ConditionProblems.withCurrent(problem, current, intent.path(), writing.caller())
              : problem;
      failures.add(new Written.Failure(allotted.size(), told));
    }

    private void add(Built built, Rulebook.InForce inForce, Rulebook.Admission admission) {
      switch (admission) {
        case Rulebook.Admission.Refused refused ->
            fail(refused.problem(), built.intent(), built.current());
        case Rulebook.Admission.Admitted admitted -> {
          Selected current = built.current();
          Version version =
              next(
                  built.intent().path(),
                  current.newest(),
                  built.kind(),
                  built.mediaType(),
                  built.content().length());
          Stored stored = new Stored(version, built.content());
          writes.add(new Write(current.expected(), stored, admitted.claims()));
          reclaims.addAll(admitted.reclaims());
          made.add(new Written.Made(stored, !(current instanceof Selected.Present)));
          inForce.guards().stream().filter(guard -> !guards.contains(guard)).forEach(guards::add);
        }
      }
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
          reclaims,
          writing.receipt().map(receipt -> receipt.apply(made)));
    }

    Written refused(Outcome.Taken taken) {
      List<ResourcePath> paths = writes.stream().map(Write::path).toList();
      int index = Math.max(0, paths.indexOf(taken.path()));
      Stored wanted = writes.get(index).stored();
      Optional<String> field = rulebook.field(wanted.version(), wanted.content(), taken);
      Problem problem =
          told(ConditionProblems.taken().with("field", field), taken.path(), writing.caller());
      return new Written.Refused(List.of(new Written.Failure(index, problem)));
    }
  }

  /** What an intent comes to, before it is a version. */
  private record Built(
      Intent intent, Selected current, Version.Kind kind, String mediaType, Content content) {}
}
