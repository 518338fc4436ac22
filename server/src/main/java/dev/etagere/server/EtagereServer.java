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
import dev.etagere.server.history.Bounds;
import dev.etagere.server.history.Compactor;
import dev.etagere.server.history.HistoryHandler;
import dev.etagere.server.http.Admission;
import dev.etagere.server.http.CrossOriginSharing;
import dev.etagere.server.http.CrossSiteWrites;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.JettyEngine;
import dev.etagere.server.http.OwnPage;
import dev.etagere.server.http.Preflights;
import dev.etagere.server.http.ProblemFilter;
import dev.etagere.server.http.ProblemPages;
import dev.etagere.server.http.ReplyDigests;
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
import dev.etagere.server.operations.Housekeeping;
import dev.etagere.server.operations.Metrics;
import dev.etagere.server.operations.MetricsHandler;
import dev.etagere.server.operations.Observation;
import dev.etagere.server.operations.OpenApiHandler;
import dev.etagere.server.operations.Traces;
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
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A running server over a store. */
public final class EtagereServer implements AutoCloseable {

  /** Twice as often as a connection may be silent. */
  private static final int HEARTBEATS = 2;

  private final JettyEngine engine;
  private final Tail tail;
  private final URI uri;
  private final Housekeeping housekeeping;

  private EtagereServer(JettyEngine engine, Tail tail, URI uri, Housekeeping housekeeping) {
    this.engine = engine;
    this.tail = tail;
    this.uri = uri;
    this.housekeeping = housekeeping;
  }

  /**
   * Begins to serve what is in the store. The store stays the caller's to close, after the server.
   *
   * @throws IOException if the address cannot be bound, or the files for TLS are of no use
   */
  public static EtagereServer start(ServerOptions options, Store store) throws IOException {
    Tail tail = new Tail(store);
    try {
      JettyEngine engine = JettyEngine.start(options, traced(options, store, tail));
      return new EtagereServer(
          engine, tail, uri(options, engine.port()), housekeeping(options, store));
    } catch (IOException cannotBind) {
      tail.close();
      throw cannotBind;
    }
  }

  private static Housekeeping housekeeping(ServerOptions options, Store store) {
    Retention retention = options.retention();
    Supplier<Bounds> bounds = new RuledHistory(new StoredRulebook(store), retention);
    return new Housekeeping(
        retention.sweep(),
        List.of(
            () -> store.expire(options.clock().instant()),
            new Compactor(store, options.clock(), bounds)));
  }

  private static Handler traced(ServerOptions options, Store store, Tail tail) {
    return Traces.to(options.observers().traces())
        .map(traces -> traces.of(handler(options, traces.of(store), tail)))
        .orElseGet(() -> handler(options, store, tail));
  }

  private static Handler handler(ServerOptions options, Store store, Tail tail) {
    Metrics metrics = options.observers().metrics();
    Tags tags = new Tags(store.secret(), options.random());
    StoredRulebook rulebook = new StoredRulebook(store);
    Merger merger = new Merger(store, path -> rulebook.at(path).rules().merge());
    ConditionProblems problems = new ConditionProblems(store, tags, new Explanation(store, merger));
    UnconditionalWrites unconditional = new UnconditionalWrites(metrics::unconditional);
    WriteLoop loop = new WriteLoop(store, tags, rulebook, problems, options.clock());
    Handler reads =
        new WaitingReads(
            tail,
            options.protocol().longestWait(),
            new ReadHandler(store, problems, options.clock()));
    Retries retries = new Retries(store, options.retention().receipts(), options.clock());
    TimeOrderedIds ids = new TimeOrderedIds(options.clock(), options.random());
    Handler writes =
        new EnforcementFilter(
            rulebook,
            unconditional,
            new WriteHandler(
                loop,
                new Arrivals(
                    store, new Uploads(store), new MergeWishes(store, merger), options.limits()),
                retries,
                options.clock(),
                ids));
    Handler batches = new BatchHandler(loop, retries, new Contents(store), ids, options.clock());
    ResourceOptions described = new ResourceOptions(rulebook);
    Handler resources =
        new MethodHandler(described::resource)
            .onReads(reads)
            .on("PUT", writes)
            .on("PATCH", writes)
            .on("DELETE", writes);
    Handler listing = new ListingHandler(store, options.clock());
    Handler collections =
        new MethodHandler(described::collection)
            .onReads(listing)
            .on("POST", writes)
            .on("DELETE", listing);
    Handler history = new HistoryHandler(store, tags);
    RulesPage rules = new RulesPage(rulebook, unconditional);
    Handler page = MethodHandler.reading(rules);
    Handler changes =
        new ChangesHandler(store, tail, options.limits().idle().dividedBy(HEARTBEATS));
    ConflictLog log =
        new ConflictLog(
            options.retention().conflicts(), options.clock(), options.observers().refusedWrites());
    Tokens tokens = new Tokens(store, loop, options.clock(), options.random());
    tail.onCredentialsChanged(tokens::refresh);
    Authenticator authenticator =
        options.authenticators().stream().reduce(tokens, Authenticator::or);
    Handler openApi =
        new OpenApiHandler(
            rules,
            request -> !authenticator.isRequired() || !request.caller().equals(Caller.ANYONE));
    Map<String, Handler> own =
        Map.ofEntries(
            Map.entry(
                "backup",
                new MethodHandler()
                    .on(
                        "POST",
                        new ErrandHandler(
                            Caller::isOperator, request -> BackupRequest.errand(store, request)))),
            Map.entry("batch", new MethodHandler().on("POST", batches)),
            Map.entry("changes", MethodHandler.reading(changes)),
            Map.entry("conflicts", MethodHandler.reading(new ConflictsHandler(log))),
            Map.entry("console", MethodHandler.reading(new ConsoleHandler(new ConsoleAssets()))),
            Map.entry("health", MethodHandler.reading(new Health(store))),
            Map.entry("merge", new MethodHandler().on("POST", new MergeHandler(store, merger))),
            Map.entry("metrics", MethodHandler.reading(new MetricsHandler(metrics))),
            Map.entry("openapi.json", MethodHandler.reading(openApi)),
            Map.entry("problems", MethodHandler.reading(new ProblemPages())),
            Map.entry("rules", new OwnPage(StoredRulebook.RULES, page, resources)),
            Map.entry("tokens", new TokenHandler(tokens)),
            Map.entry(
                "verify",
                new MethodHandler()
                    .on(
                        "POST",
                        new ErrandHandler(
                            Caller::mayAdminister, request -> Errands.verify(store)))),
            Map.entry("versions", MethodHandler.reading(history)));
    Handler router = new Router(resources, collections, own);
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
                sharing, new Admission(options.limits().requests(), new ReplyDigests(known))));
    return new Observation(
        metrics.watching(store).watching(tail), log, new Preflights(sharing, digested));
  }

  private static URI uri(ServerOptions options, int port) {
    String scheme = options.protocol().tls().isPresent() ? "https" : "http";
    String host = options.address().getHostString();
    return URI.create(
        "%s://%s:%d/".formatted(scheme, host.contains(":") ? "[" + host + "]" : host, port));
  }

  /** Where the server is reached: {@code http://127.0.0.1:8412/}. */
  public URI uri() {
    return uri;
  }

  /** Stops accepting, finishes what is in flight, closes the connections. */
  @Override
  public void close() {
    tail.close();
    engine.close();
    housekeeping.close();
  }
}
