package dev.etagere.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A group of commits in the making: each is checked against what is durable and against those of
 * the group that were accepted before it. The rules of {@link Store#commit} stand here, once for
 * every store.
 */
public final class Group implements Ledger {

  private final Ledger durable;
  private final Map<ResourcePath, Selected> current = new HashMap<>();
  private final Map<ResourcePath, Set<Claim>> claims = new HashMap<>();
  private final Map<Claim, Optional<ResourcePath>> holders = new HashMap<>();
  private final Map<String, Receipt> receipts = new HashMap<>();
  private final List<Commit> accepted = new ArrayList<>();
  private long sequence;

  /**
   * @param durable what the group starts from
   * @param sequence the position of the newest version of all
   */
  public Group(Ledger durable, long sequence) {
    this.durable = durable;
    this.sequence = sequence;
  }

  /** Accepts the commit into the group, or tells why not. */
  public Outcome add(Commit commit) {
    Optional<Outcome> refusal =
        duplicate(commit).or(() -> conflict(commit)).or(() -> taken(commit));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    accept(commit);
    return new Outcome.Committed(sequence);
  }

  /** The commits that were accepted, in order. */
  public List<Commit> accepted() {
    return List.copyOf(accepted);
  }

  /** The paths whose claims the group changes, with the claims that they end with. */
  public Map<ResourcePath, Set<Claim>> claims() {
    return Map.copyOf(claims);
  }

  /**
   * The claims that the group changes, each with the resource that ends with it; nobody where it
   * became free.
   */
  public Map<Claim, Optional<ResourcePath>> holders() {
    return Map.copyOf(holders);
  }

  /** The position of the newest version, those of the group included. */
  public long sequence() {
    return sequence;
  }

  private Optional<Outcome> duplicate(Commit commit) {
    return commit.receipt().flatMap(wanted -> receipt(wanted.key())).map(Outcome.Duplicate::new);
  }

  private Optional<Outcome> conflict(Commit commit) {
    Optional<Outcome> conflict = Optional.empty();
    for (Write write : commit.writes()) {
      conflict = conflict.or(() -> conflict(write.path(), write.expected()));
    }
    for (Guard guard : commit.guards()) {
      conflict = conflict.or(() -> conflict(guard.path(), guard.expected()));
    }
    for (Reclaim reclaim : commit.reclaims()) {
      conflict = conflict.or(() -> conflict(reclaim.path(), reclaim.expected()));
    }
    return conflict;
  }

  private Optional<Outcome> conflict(ResourcePath path, Expected expected) {
    return newest(path) == expected.number()
        ? Optional.empty()
        : Optional.of(new Outcome.Conflict(path, current(path)));
  }

  /**
   * A claim is free if its holder lets go of it in this very commit: two resources may swap values.
   */
  private Optional<Outcome> taken(Commit commit) {
    Map<ResourcePath, Set<Claim>> wanted = wanted(commit);
    Map<Claim, ResourcePath> within = new HashMap<>();
    for (Map.Entry<ResourcePath, Set<Claim>> want : wanted.entrySet()) {
      for (Claim claim : want.getValue()) {
        ResourcePath path = want.getKey();
        Optional<ResourcePath> other =
            Optional.ofNullable(within.putIfAbsent(claim, path))
                .or(() -> holder(claim).filter(holder -> !wanted.containsKey(holder)));
        if (other.isPresent()) {
          return Optional.of(new Outcome.Taken(path, claim, other.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Map<ResourcePath, Set<Claim>> wanted(Commit commit) {
    Map<ResourcePath, Set<Claim>> wanted = new LinkedHashMap<>();
    commit.writes().forEach(write -> wanted.put(write.path(), write.claims()));
    commit.reclaims().forEach(reclaim -> wanted.put(reclaim.path(), reclaim.claims()));
    return wanted;
  }

  private void accept(Commit commit) {
    accepted.add(commit);
    commit.receipt().ifPresent(receipt -> receipts.put(receipt.key(), receipt));
    commit.writes().forEach(write -> current.put(write.path(), Selected.of(write.stored())));
    Map<ResourcePath, Set<Claim>> wanted = wanted(commit);
    wanted.keySet().forEach(this::release);
    wanted.forEach(this::hold);
    sequence += commit.writes().size();
  }

  private void release(ResourcePath path) {
    claims(path).forEach(claim -> holders.put(claim, Optional.empty()));
  }

  private void hold(ResourcePath path, Set<Claim> wanted) {
    if (!wanted.isEmpty() || !claims(path).isEmpty()) {
      claims.put(path, new HashSet<>(wanted));
      wanted.forEach(claim -> holders.put(claim, Optional.of(path)));
    }
  }

  @Override
  public long newest(ResourcePath path) {
    Selected changed = current.get(path);
    return changed == null ? durable.newest(path) : changed.expected().number();
  }

  @Override
  public Selected current(ResourcePath path) {
    Selected changed = current.get(path);
    return changed == null ? durable.current(path) : changed;
  }

  @Override
  public Set<Claim> claims(ResourcePath path) {
    Set<Claim> changed = claims.get(path);
    return changed == null ? durable.claims(path) : changed;
  }

  @Override
  public Optional<ResourcePath> holder(Claim claim) {
    Optional<ResourcePath> changed = holders.get(claim);
    return changed == null ? durable.holder(claim) : changed;
  }

  @Override
  public Optional<Receipt> receipt(String key) {
    Receipt added = receipts.get(key);
    return added == null ? durable.receipt(key) : Optional.of(added);
  }
}
