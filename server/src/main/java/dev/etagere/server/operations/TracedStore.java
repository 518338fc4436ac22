package dev.etagere.server.operations;

import dev.etagere.storage.Adoption;
import dev.etagere.storage.Backup;
import dev.etagere.storage.Change;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Holding;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** A store that makes a span of each commit, within that of the request. */
final class TracedStore implements Store {

  static final AttributeKey<Long> WRITES = AttributeKey.longKey("etagere.writes");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("etagere.outcome");

  private final Tracer tracer;
  private final Store store;

  TracedStore(Tracer tracer, Store store) {
    this.tracer = tracer;
    this.store = store;
  }

  @Override
  public Outcome commit(Commit commit) {
    Span span =
        tracer
            .spanBuilder("commit")
            .setAttribute(WRITES, (long) commit.writes().size())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      Outcome outcome = store.commit(commit);
      span.setAttribute(OUTCOME, name(outcome));
      return outcome;
    } catch (RuntimeException failed) {
      TracedRequests.fail(span, failed.getClass().getName());
      throw failed;
    } finally {
      span.end();
    }
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Committed committed -> "committed";
      case Outcome.Conflict conflict -> "conflict";
      case Outcome.Taken taken -> "taken";
      case Outcome.Duplicate duplicate -> "duplicate";
      case Outcome.Unknown unknown -> "unknown";
    };
  }

  @Override
  public byte[] secret() {
    return store.secret();
  }

  @Override
  public Selected current(ResourcePath path) {
    return store.current(path);
  }

  @Override
  public Optional<Stored> version(ResourcePath path, long number) {
    return store.version(path, number);
  }

  @Override
  public List<Version> history(ResourcePath path, long below, int limit) {
    return store.history(path, below, limit);
  }

  @Override
  public List<Stored> list(String prefix, String from, int limit) {
    return store.list(prefix, from, limit);
  }

  @Override
  public List<ResourcePath> paths(String from, int limit) {
    return store.paths(from, limit);
  }

  @Override
  public List<Change> changes(long after, int limit) {
    return store.changes(after, limit);
  }

  @Override
  public List<Receipt> receipts(String from, int limit) {
    return store.receipts(from, limit);
  }

  @Override
  public long newestSequence() {
    return store.newestSequence();
  }

  @Override
  public Subscription subscribe(LongConsumer listener) {
    return store.subscribe(listener);
  }

  @Override
  public Content.Staged stage(InputStream content) throws IOException {
    return store.stage(content);
  }

  @Override
  public InputStream open(Content content, long from, long length) {
    return store.open(content, from, length);
  }

  @Override
  public Optional<List<Version>> landed(String operation) {
    return store.landed(operation);
  }

  @Override
  public Optional<Receipt> receipt(String key) {
    return store.receipt(key);
  }

  @Override
  public Set<Claim> claims(ResourcePath path) {
    return store.claims(path);
  }

  @Override
  public List<Holding> holdings(String from, int limit) {
    return store.holdings(from, limit);
  }

  @Override
  public int expire(Instant now) {
    return store.expire(now);
  }

  @Override
  public int prune(ResourcePath path, long below) {
    return store.prune(path, below);
  }

  @Override
  public List<String> examine() {
    return store.examine();
  }

  @Override
  public void adopt(Adoption adoption) {
    store.adopt(adoption);
  }

  @Override
  public Optional<Backup> backup() {
    return store.backup();
  }

  @Override
  public long sizeBytes() {
    return store.sizeBytes();
  }

  @Override
  public void close() {
    store.close();
  }
}
