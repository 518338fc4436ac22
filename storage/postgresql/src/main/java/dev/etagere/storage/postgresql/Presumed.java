package dev.etagere.storage.postgresql;

import dev.etagere.storage.Claim;
import dev.etagere.storage.Commit;
import dev.etagere.storage.Guard;
import dev.etagere.storage.Ledger;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be true for a group to be accepted, so that the database can be asked whether it is,
 * and write the group if so, in one round trip: every path is as all who name it expect, nobody
 * holds or wants a claim, no receipt's key is used.
 */
final class Presumed implements Ledger {

  private final Map<String, Long> numbers;

  private Presumed(Map<String, Long> numbers) {
    this.numbers = numbers;
  }

  /** Nothing if a group needs more than this, or contradicts itself. */
  static Optional<Presumed> of(List<Commit> commits) {
    Map<String, Long> numbers = new HashMap<>();
    for (Commit commit : commits) {
      if (!commit.reclaims().isEmpty() || !isPresumed(commit, numbers)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Presumed(numbers));
  }

  private static boolean isPresumed(Commit commit, Map<String, Long> numbers) {
    for (Write write : commit.writes()) {
      if (!write.claims().isEmpty()
          || contradicts(write.path(), write.expected().number(), numbers)) {
        return false;
      }
    }
    for (Guard guard : commit.guards()) {
      if (contradicts(guard.path(), guard.expected().number(), numbers)) {
        return false;
      }
    }
    return true;
  }

  private static boolean contradicts(ResourcePath path, long number, Map<String, Long> numbers) {
    Long other = numbers.putIfAbsent(path.value(), number);
    return other != null && other != number;
  }

  /** The number that is expected of each path. */
  Map<String, Long> numbers() {
    return numbers;
  }

  @Override
  public long newest(ResourcePath path) {
    return numbers.getOrDefault(path.value(), 0L);
  }

  /** What all expect holds; what does not was changed within the group. */
  @Override
  public Selected current(ResourcePath path) {
    throw new IllegalStateException(path + " was presumed to be as expected");
  }

  @Override
  public Set<Claim> claims(ResourcePath path) {
    return Set.of();
  }

  @Override
  public Optional<ResourcePath> holder(Claim claim) {
    return Optional.empty();
  }

  @Override
  public Optional<Receipt> receipt(String key) {
    return Optional.empty();
  }
}
