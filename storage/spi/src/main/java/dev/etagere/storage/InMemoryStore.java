package dev.etagere.storage;

import java.io.*;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

@SuppressWarnings({"NullAway", "ReferenceEquality", "BoxingComparator"})
public final class InMemoryStore implements Store {
  private final TreeMap<ResourcePath, List<Stored>> chains = new TreeMap<>();
  private final List<Change> feed = new ArrayList<>();
  private final Map<String, Receipt> receipts = new HashMap<>();
  private final Map<String, byte[]> staged = new HashMap<>();
  private final Map<Claim, ResourcePath> claims = new HashMap<>();
  private final CopyOnWriteArrayList<LongConsumer> listeners = new CopyOnWriteArrayList<>();

  public InMemoryStore() {}

  private final byte[] secret = new byte[32];

  @Override
  public byte[] secret() {
    return secret;
  }

  @Override
  public synchronized Selected current(ResourcePath p) {
    List<Stored> c = chains.get(p);
    return c == null ? new Selected.Absent() : Selected.of(c.get(c.size() - 1));
  }

  @Override
  public synchronized Optional<Stored> version(ResourcePath p, long n) {
    return chains.getOrDefault(p, List.of()).stream()
        .filter(s -> s.version().number() == n)
        .findFirst();
  }

  @Override
  public synchronized List<Version> history(ResourcePath p, long below, int limit) {
    return chains.getOrDefault(p, List.of()).stream()
        .map(Stored::version)
        .filter(v -> v.number() < below)
        .sorted(Comparator.comparing(Version::number).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Stored> list(String prefix, String from, int limit) {
    return chains.values().stream()
        .map(c -> c.get(c.size() - 1))
        .filter(s ->
            !s.version().isDeletion()
                && s.version().path().isUnder(prefix)
                && (from.isEmpty() || s.version().path().compareTo(new ResourcePath(from)) >= 0))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<ResourcePath> paths(String from, int limit) {
    return chains.keySet().stream()
        .filter(p -> from.isEmpty() || p.compareTo(new ResourcePath(from)) >= 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Change> changes(long after, int limit) {
    return feed.stream().filter(c -> c.sequence() > after).limit(limit).toList();
  }

  @Override
  public synchronized long newestSequence() {
    return feed.size();
  }

  @Override
  public Subscription subscribe(LongConsumer l) {
    listeners.add(l);
    return () -> listeners.remove(l);
  }

  @Override
  public Content.Staged stage(InputStream in) throws IOException {
    byte[] b = in.readAllBytes();
    String n = UUID.randomUUID().toString();
    synchronized (this) {
      staged.put(n, b);
    }
    return new Content.Staged(n, b.length);
  }

  @Override
  public synchronized InputStream open(Content c, long from, long length) {
    byte[] b = c instanceof Content.Inline i ? i.bytes() : staged.get(((Content.Staged) c).name());
    return new ByteArrayInputStream(b, (int) from, (int) length);
  }

  @Override
  public Outcome commit(Commit commit) {
    Outcome o;
    synchronized (this) {
      o = apply(commit);
    }
    if (o instanceof Outcome.Committed c) listeners.forEach(l -> l.accept(c.sequence()));
    return o;
  }

  private Outcome apply(Commit commit) {
    if (commit.receipt().isPresent() && receipts.containsKey(commit.receipt().get().key()))
      return new Outcome.Duplicate(receipts.get(commit.receipt().get().key()));
    for (Write w : commit.writes())
      if (!current(w.path()).expected().equals(w.expected()))
        return new Outcome.Conflict(w.path(), current(w.path()));
    for (Guard g : commit.guards())
      if (!current(g.path()).expected().equals(g.expected()))
        return new Outcome.Conflict(g.path(), current(g.path()));
    for (Write w : commit.writes())
      for (Claim c : w.claims()) {
        ResourcePath h = claims.get(c);
        if (h != null && !h.equals(w.path())) return new Outcome.Taken(w.path(), c, h);
      }
    for (Write w : commit.writes()) {
      claims.values().removeIf(w.path()::equals);
      w.claims().forEach(c -> claims.put(c, w.path()));
      chains.computeIfAbsent(w.path(), p -> new ArrayList<>()).add(w.stored());
      feed.add(new Change(feed.size() + 1, w.stored().version()));
    }
    commit.receipt().ifPresent(r -> receipts.put(r.key(), r));
    return new Outcome.Committed(feed.size());
  }

  @Override
  public synchronized Optional<List<Version>> landed(String op) {
    List<Version> l =
        feed.stream().map(Change::version).filter(v -> v.origin().operation().equals(op)).toList();
    return l.isEmpty() ? Optional.empty() : Optional.of(l);
  }

  @Override
  public synchronized Optional<Receipt> receipt(String key) {
    return Optional.ofNullable(receipts.get(key));
  }

  @Override
  public synchronized int expire(Instant now) {
    int n = receipts.size();
    receipts.values().removeIf(r -> r.expires().isBefore(now));
    return n - receipts.size();
  }

  @Override
  public synchronized int prune(ResourcePath p, long below) {
    List<Stored> c = chains.get(p);
    int n = c.size();
    Stored last = c.get(n - 1);
    c.removeIf(s -> s.version().number() < below && s != last);
    return n - c.size();
  }

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public void close() {}
}
