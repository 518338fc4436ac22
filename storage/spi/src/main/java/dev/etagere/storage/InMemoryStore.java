package dev.etagere.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * The reference store: as simple as a store can be, and gone with the process. What it does is what
 * every other store has to do.
 */
public final class InMemoryStore implements Store {

  private final byte[] secret = new byte[32];
  private final NavigableMap<ResourcePath, NavigableMap<Long, Stored>> chains = new TreeMap<>();
  private final NavigableMap<Long, Version> order = new TreeMap<>();
  private final Map<ResourcePath, Set<Claim>> claims = new HashMap<>();
  private final Map<Claim, ResourcePath> holders = new HashMap<>();
  private final Map<String, Receipt> receipts = new HashMap<>();
  private final Map<String, List<Version>> operations = new HashMap<>();
  private final Map<String, byte[]> staged = new HashMap<>();
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private long stagings;
  private boolean closed;

  /** An empty store with a secret of its own. */
  public InMemoryStore() {
    RandomGenerator.getDefault().nextBytes(secret);
  }

  @Override
  public synchronized byte[] secret() {
    refuseClosed();
    return secret.clone();
  }

  @Override
  public synchronized Selected current(ResourcePath path) {
    refuseClosed();
    NavigableMap<Long, Stored> chain = chains.get(path);
    return chain == null ? new Selected.Absent() : Selected.of(chain.lastEntry().getValue());
  }

  @Override
  public synchronized Optional<Stored> version(ResourcePath path, long number) {
    refuseClosed();
    return Optional.ofNullable(chain(path).get(number));
  }

  private NavigableMap<Long, Stored> chain(ResourcePath path) {
    return chains.getOrDefault(path, new TreeMap<>());
  }

  @Override
  public synchronized List<Version> history(ResourcePath path, long below, int limit) {
    refuseClosed();
    return chain(path).headMap(below, false).descendingMap().values().stream()
        .limit(limit)
        .map(Stored::version)
        .toList();
  }

  @Override
  public synchronized List<Stored> list(String prefix, String from, int limit) {
    refuseClosed();
    return startingAt(later(prefix, from)).values().stream()
        .map(chain -> chain.lastEntry().getValue())
        .takeWhile(stored -> stored.version().path().isUnder(prefix))
        .filter(stored -> !stored.version().isDeletion())
        .limit(limit)
        .toList();
  }

  private static String later(String prefix, String from) {
    boolean beyond =
        !from.isEmpty() && new ResourcePath(from).compareTo(new ResourcePath(prefix)) > 0;
    return beyond ? from : prefix;
  }

  @Override
  public synchronized List<ResourcePath> paths(String from, int limit) {
    refuseClosed();
    return startingAt(from).keySet().stream().limit(limit).toList();
  }

  private SortedMap<ResourcePath, NavigableMap<Long, Stored>> startingAt(String from) {
    return from.isEmpty() ? chains : chains.tailMap(new ResourcePath(from), true);
  }

  @Override
  public synchronized List<Change> changes(long after, int limit) {
    refuseClosed();
    return order.tailMap(after, false).entrySet().stream()
        .limit(limit)
        .map(entry -> new Change(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public synchronized long newestSequence() {
    refuseClosed();
    return order.isEmpty() ? 0 : order.lastKey();
  }

  @Override
  public synchronized Subscription subscribe(LongConsumer listener) {
    refuseClosed();
    LongConsumer own = sequence -> listener.accept(sequence); // who subscribed twice ends once
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  @Override
  public Content.Staged stage(InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    return keep(bytes);
  }

  private synchronized Content.Staged keep(byte[] bytes) {
    refuseClosed();
    String name = String.valueOf(++stagings);
    staged.put(name, bytes);
    return new Content.Staged(name, bytes.length);
  }

  @Override
  public synchronized InputStream open(Content content, long from, long length) {
    refuseClosed();
    return new ByteArrayInputStream(bytes(content), Math.toIntExact(from), Math.toIntExact(length));
  }

  private byte[] bytes(Content content) {
    if (content instanceof Content.Inline inline) {
      return inline.bytes();
    }
    return Optional.ofNullable(staged.get(((Content.Staged) content).name()))
        .orElseThrow(() ->
            new StoreException(
                StoreException.Trouble.CORRUPT, "no such staged content: " + content));
  }

  @Override
  public Outcome commit(Commit commit) {
    Outcome outcome = applied(commit);
    if (outcome instanceof Outcome.Committed committed) {
      listeners.forEach(listener -> listener.accept(committed.sequence()));
    }
    return outcome;
  }

  private synchronized Outcome applied(Commit commit) {
    refuseClosed();
    commit.writes().forEach(write -> bytes(write.stored().content()));
    Group group = new Group(new Durable(), newestSequence());
    Outcome outcome = group.add(commit);
    group.accepted().forEach(this::apply);
    claims.putAll(group.claims());
    group.holders().forEach(this::hold);
    return outcome;
  }

  private void apply(Commit commit) {
    List<Version> made = new ArrayList<>();
    for (Write write : commit.writes()) {
      Version version = write.stored().version();
      chains
          .computeIfAbsent(write.path(), path -> new TreeMap<>())
          .put(version.number(), write.stored());
      order.put(newestSequence() + 1, version);
      made.add(version);
    }
    operations.put(commit.operation(), List.copyOf(made));
    commit.receipt().ifPresent(receipt -> receipts.put(receipt.key(), receipt));
  }

  private void hold(Claim claim, Optional<ResourcePath> holder) {
    holder.ifPresentOrElse(path -> holders.put(claim, path), () -> holders.remove(claim));
  }

  @Override
  public synchronized Optional<List<Version>> landed(String operation) {
    refuseClosed();
    return Optional.ofNullable(operations.get(operation));
  }

  @Override
  public synchronized Optional<Receipt> receipt(String key) {
    refuseClosed();
    return Optional.ofNullable(receipts.get(key));
  }

  @Override
  public synchronized Set<Claim> claims(ResourcePath path) {
    refuseClosed();
    return Set.copyOf(claims.getOrDefault(path, Set.of()));
  }

  @Override
  public synchronized List<Holding> holdings(String from, int limit) {
    refuseClosed();
    return holders.entrySet().stream()
        .map(entry -> new Holding(entry.getKey(), entry.getValue()))
        .filter(holding -> compareBytes(holding.claim().key(), from) >= 0)
        .sorted((a, b) -> compareBytes(a.claim().key(), b.claim().key()))
        .limit(limit)
        .toList();
  }

  private static int compareBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized int expire(Instant now) {
    refuseClosed();
    int before = receipts.size();
    receipts.values().removeIf(receipt -> receipt.expires().isBefore(now));
    return before - receipts.size();
  }

  @Override
  public synchronized int prune(ResourcePath path, long below) {
    refuseClosed();
    NavigableMap<Long, Stored> chain = chain(path);
    if (chain.isEmpty()) {
      return 0;
    }
    SortedMap<Long, Stored> old = chain.headMap(Math.min(below, chain.lastKey()), false);
    int dropped = old.size();
    List<Content> contents = old.values().stream().map(Stored::content).toList();
    old.clear();
    contents.forEach(this::dropUnlessReferred);
    return dropped;
  }

  private void dropUnlessReferred(Content content) {
    boolean referred =
        chains.values().stream()
            .flatMap(chain -> chain.values().stream())
            .anyMatch(stored -> stored.content().equals(content));
    if (content instanceof Content.Staged unreferred && !referred) {
      staged.remove(unreferred.name());
    }
  }

  @Override
  public synchronized List<String> examine() {
    refuseClosed();
    return List.of();
  }

  @Override
  public synchronized List<Receipt> receipts(String from, int limit) {
    refuseClosed();
    return receipts.values().stream()
        .sorted((a, b) -> compareBytes(a.key(), b.key()))
        .filter(receipt -> compareBytes(receipt.key(), from) >= 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void adopt(Adoption adoption) {
    refuseClosed();
    Adopting.requireSame(adoption, newestSequence(), secret);
    Adopting adopting =
        new Adopting(adoption, newestSequence(), this::newestOrdered, this::landedEarlier);
    System.arraycopy(adoption.secret(), 0, secret, 0, secret.length);
    adoption.entries().forEach(this::apply);
    adopting.operations().forEach((operation, landed) -> operations.put(operation, at(landed)));
    adopting.newest().forEach((path, entry) -> claims.put(path, entry.claims()));
    holders.putAll(adopting.holders());
    adoption.receipts().forEach(receipt -> receipts.put(receipt.key(), receipt));
  }

  /** The number of the newest version in the order of all, whether or not it is kept. */
  private long newestOrdered(ResourcePath path) {
    return order.values().stream()
        .filter(version -> version.path().equals(path))
        .mapToLong(Version::number)
        .max()
        .orElse(0);
  }

  private Optional<Adopting.Landed> landedEarlier(String operation) {
    return order.entrySet().stream()
        .filter(entry -> entry.getValue().origin().operation().equals(operation))
        .findFirst()
        .map(first -> new Adopting.Landed(first.getKey(), changesOf(operation)));
  }

  private int changesOf(String operation) {
    return operations.getOrDefault(operation, List.of()).size();
  }

  private List<Version> at(Adopting.Landed landed) {
    return changes(landed.first() - 1, landed.count()).stream().map(Change::version).toList();
  }

  private void apply(Adoption.Entry entry) {
    Version version = entry.change().version();
    order.put(entry.change().sequence(), version);
    entry
        .content()
        .ifPresent(content ->
            chains
                .computeIfAbsent(version.path(), path -> new TreeMap<>())
                .put(version.number(), new Stored(version, content)));
  }

  @Override
  public synchronized long sizeBytes() {
    refuseClosed();
    return chains.values().stream()
        .flatMap(chain -> chain.values().stream())
        .mapToLong(stored -> stored.version().length())
        .sum();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void refuseClosed() {
    if (closed) {
      throw new StoreException(StoreException.Trouble.UNAVAILABLE, "the store is closed");
    }
  }

  /** What a commit is checked against; called while the store's lock is held. */
  private final class Durable implements Ledger {

    @Override
    public long newest(ResourcePath path) {
      return current(path).expected().number();
    }

    @Override
    public Selected current(ResourcePath path) {
      return InMemoryStore.this.current(path);
    }

    @Override
    public Set<Claim> claims(ResourcePath path) {
      return InMemoryStore.this.claims(path);
    }

    @Override
    public Optional<ResourcePath> holder(Claim claim) {
      return Optional.ofNullable(holders.get(claim));
    }

    @Override
    public Optional<Receipt> receipt(String key) {
      return InMemoryStore.this.receipt(key);
    }
  }
}
