package dev.etagere.server;

import dev.etagere.server.callers.Authentication;
import dev.etagere.server.callers.Authenticator;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.callers.TokenHandler;
import dev.etagere.server.callers.Tokens;
import dev.etagere.server.changes.ChangesHandler;
import dev.etagere.server.changes.Tail;
import dev.etagere.server.changes.WaitingReads;
import dev.etagere.server.collections.ListingHandler;
import dev.etagere.server.history.HistoryHandler;
import dev.etagere.server.http.Admission;
import dev.etagere.server.http.CrossOriginSharing;
import dev.etagere.server.http.CrossSiteWrites;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.HeldReplies;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.OwnPage;
import dev.etagere.server.http.Preflights;
import dev.etagere.server.http.ProblemFilter;
import dev.etagere.server.http.ProblemPages;
import dev.etagere.server.http.ReplyDigests;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Router;
import dev.etagere.server.merging.Explanation;
import dev.etagere.server.merging.MergeHandler;
import dev.etagere.server.merging.MergeWishes;
import dev.etagere.server.merging.Merger;
import dev.etagere.server.operations.BackupRequest;
import dev.etagere.server.operations.ConflictLog;
import dev.etagere.server.operations.ConflictsHandler;
import dev.etagere.server.operations.ConsoleHandler;
import dev.etagere.server.operations.ErrandHandler;
import dev.etagere.server.operations.Errands;
import dev.etagere.server.operations.Health;
import dev.etagere.server.operations.Metrics;
import dev.etagere.server.operations.MetricsHandler;
import dev.etagere.server.operations.Observation;
import dev.etagere.server.operations.OpenApiHandler;
import dev.etagere.server.resources.Arrivals;
import dev.etagere.server.resources.BatchHandler;
import dev.etagere.server.resources.ConditionProblems;
import dev.etagere.server.resources.Contents;
import dev.etagere.server.resources.MethodHandler;
import dev.etagere.server.resources.ReadHandler;
import dev.etagere.server.resources.Tags;
import dev.etagere.server.resources.TimeOrderedIds;
import dev.etagere.server.resources.Uploads;
import dev.etagere.server.resources.WeakenedTags;
import dev.etagere.server.resources.WriteHandler;
import dev.etagere.server.resources.WriteLoop;
import dev.etagere.server.retries.Retries;
import dev.etagere.server.rules.EnforcementFilter;
import dev.etagere.server.rules.ResourceOptions;
import dev.etagere.server.rules.RulesPage;
import dev.etagere.server.rules.StoredRulebook;
import dev.etagere.server.rules.UnconditionalWrites;
import dev.etagere.storage.Store;
import dev.etagere.web.ConsoleAssets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What answers requests, put together: the stages that a request passes, from outside in. */
final class Handlers {

  /** Twice as often as a connection may be silent. */
  private static final int HEARTBEATS = 2;

  private final ServerOptions options;
  private final Store store;
  private final Tail tail;
  private final Metrics metrics;
  private final Tags tags;
  private final MemoryBudget memory;
  private final Contents contents;
  private final StoredRulebook rulebook;
  private final Merger merger;
  private final ConditionProblems problems;
  private final UnconditionalWrites unconditional;
  private final WriteLoop loop;
  private final Retries retries;
  private final TimeOrderedIds ids;
  private final ConflictLog log;
  private final ReadHandler reads;
  private final Handler writes;

  Handlers(ServerOptions options, Store store, Tail tail) {
    this.options = options;
    this.store = store;
    this.tail = tail;
    metrics = options.observers().metrics();
    tags = new Tags(store.secret(), options.random());
    memory = new MemoryBudget(options.limits().memoryBytes());
    contents = new Contents(store, memory);
    rulebook = new StoredRulebook(store, memory);
    merger = new Merger(contents, path -> rulebook.at(path).rules().merge());
    problems = new ConditionProblems(store, tags, new Explanation(contents, merger));
    reads = new ReadHandler(store, problems, options.clock());
    unconditional = new UnconditionalWrites(metrics::unconditional);
    loop = new WriteLoop(store, tags, rulebook, problems, options.clock());
    retries = new Retries(store, options.retention().receipts(), options.clock());
    ids = new TimeOrderedIds(options.clock(), options.random());
    log =
        new ConflictLog(
            options.retention().conflicts(), options.clock(), options.observers().refusedWrites());
    Arrivals arrivals =
        new Arrivals(
            new Uploads(store), contents, new MergeWishes(store, merger), options.limits());
    writes =
        new EnforcementFilter(
            rulebook,
            unconditional,
            new WriteHandler(loop, arrivals, retries, options.clock(), ids));
  }

  /** All of it, as the engine calls it. */
  Handler all() {
    Tokens tokens = new Tokens(store, loop, options.clock(), options.random());
    tail.onCredentialsChanged(tokens::refresh);
    Authenticator authenticator =
        options.authenticators().stream().reduce(tokens, Authenticator::or);
    Handler resources = resources();
    Handler router = new Router(resources, collections(), own(resources, tokens, authenticator));
    Handler routes =
        new ProblemFilter(
            options.protocol().acceptsWeakenedTags()
                ? new WeakenedTags(metrics::weakenedTag, router)
                : router);
    Handler known = new ProblemFilter(new Authentication(authenticator, routes));
    CrossOriginSharing sharing = new CrossOriginSharing(options.protocol().crossOrigin());
    Handler digested =
        new ProblemFilter(
            new CrossSiteWrites(
                sharing,
                new Admission(
                    options.limits().requests(),
                    new HeldReplies(memory, new ReplyDigests(known)))));
    return new Observation(
        metrics.watching(store).watching(tail).watching(memory),
        log,
        new Preflights(sharing, digested));
  }

  private Handler resources() {
    Handler waiting = new WaitingReads(tail, options.protocol().longestWait(), reads);
    return new MethodHandler(new ResourceOptions(rulebook)::resource)
        .onReads(waiting)
        .on("PUT", writes)
        .on("PATCH", writes)
        .on("DELETE", writes);
  }

  private Handler collections() {
    Handler listing = new ListingHandler(store, options.clock(), memory);
    return new MethodHandler(new ResourceOptions(rulebook)::collection)
        .onReads(listing)
        .on("POST", writes)
        .on("DELETE", listing);
  }

  /** The server's own space, {@code /-/}, by the segment that follows. */
  private Map<String, Handler> own(Handler resources, Tokens tokens, Authenticator authenticator) {
    RulesPage rules = new RulesPage(rulebook, unconditional);
    Handler openApi =
        new OpenApiHandler(
            rules,
            request -> !authenticator.isRequired() || !request.caller().equals(Caller.ANYONE));
    Handler changes =
        new ChangesHandler(store, tail, options.limits().idle().dividedBy(HEARTBEATS));
    return Map.ofEntries(
        Map.entry("backup", errand(Caller::isOperator, r -> BackupRequest.errand(store, r))),
        Map.entry("batch", posting(batches())),
        Map.entry("changes", MethodHandler.reading(changes)),
        Map.entry("conflicts", MethodHandler.reading(new ConflictsHandler(log))),
        Map.entry("console", MethodHandler.reading(new ConsoleHandler(new ConsoleAssets()))),
        Map.entry("health", MethodHandler.reading(new Health(store))),
        Map.entry("merge", posting(new MergeHandler(store, merger, contents))),
        Map.entry("metrics", MethodHandler.reading(new MetricsHandler(metrics))),
        Map.entry("openapi.json", MethodHandler.reading(openApi)),
        Map.entry("problems", MethodHandler.reading(new ProblemPages())),
        Map.entry(
            "rules", new OwnPage(StoredRulebook.RULES, MethodHandler.reading(rules), resources)),
        Map.entry("tokens", new TokenHandler(tokens)),
        Map.entry("verify", errand(Caller::mayAdminister, r -> Errands.verify(store))),
        Map.entry("versions", MethodHandler.reading(new HistoryHandler(store, tags, reads))));
  }

  private Handler batches() {
    return new BatchHandler(loop, retries, contents, ids, options.clock());
  }

  private static Handler posting(Handler handler) {
    return new MethodHandler().on("POST", handler);
  }

  private static Handler errand(Predicate<Caller> may, Function<Request, Errands.Errand> making) {
    return posting(new ErrandHandler(may, making));
  }
}
