package dev.etagere.storage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The rules of {@link Store#adopt}, once for every store, and what follows from the entries of an
 * {@link Adoption}.
 */
public final class Adopting {

  /**
   * Where the versions of an operation stand in the order of all versions: they follow each other.
   *
   * @param first the position of the first
   * @param count how many
   */
  public record Landed(long first, int count) {}

  private final Map<String, Landed> operations = new LinkedHashMap<>();
  private final Map<ResourcePath, Adoption.Entry> newest = new LinkedHashMap<>();
  private final Map<Claim, ResourcePath> holders = new HashMap<>();

  /**
   * Checks whether a store may adopt.
   *
   * @param sequence the store's newest position
   * @param secret the store's own
   * @throws StoreException if the store has versions, and another secret
   */
  public static void requireSame(Adoption adoption, long sequence, byte[] secret) {
    if (sequence > 0 && !Arrays.equals(secret, adoption.secret())) {
      throw refused("the store holds other data already: its secret is another");
    }
  }

  /**
   * Follows the entries from what the store holds.
   *
   * @param sequence the store's newest position
   * @param newest the number of the newest version at a path, 0 for none
   * @param landed where the versions of an operation stand that are there already
   * @throws StoreException if an entry does not follow what is before it
   */
  public Adopting(
      Adoption adoption,
      long sequence,
      ToLongFunction<ResourcePath> newest,
      Function<String, Optional<Landed>> landed) {
    long position = sequence;
    for (Adoption.Entry entry : adoption.entries()) {
      requireBehind(position, entry.change().sequence());
      position = entry.change().sequence();
      follow(entry, newest);
      land(entry.change(), landed);
    }
    this.newest.forEach((path, entry) -> entry.claims().forEach(claim -> holders.put(claim, path)));
  }

  private static void requireBehind(long before, long position) {
    if (position <= before) {
      throw refused("position %d comes after %d".formatted(position, before));
    }
  }

  private void follow(Adoption.Entry entry, ToLongFunction<ResourcePath> durable) {
    Version version = entry.change().version();
    Adoption.Entry replaced = newest.put(version.path(), entry);
    long before =
        replaced == null
            ? durable.applyAsLong(version.path())
            : replaced.change().version().number();
    if (version.number() != before + 1) {
      throw refused(
          "%s: version %d comes after %d".formatted(version.path(), version.number(), before));
    }
  }

  private void land(Change change, Function<String, Optional<Landed>> durable) {
    String operation = change.version().origin().operation();
    Landed known = operations.get(operation);
    Landed before =
        known == null ? durable.apply(operation).orElse(new Landed(change.sequence(), 0)) : known;
    operations.put(operation, new Landed(before.first(), before.count() + 1));
  }

  /** The operations that made the entries, each with all of its versions that are there then. */
  public Map<String, Landed> operations() {
    return Map.copyOf(operations);
  }

  /** The entries that are the newest of their paths. */
  public Map<ResourcePath, Adoption.Entry> newest() {
    return Map.copyOf(newest);
  }

  /** The claims of the entries, each with its holder. */
  public Map<Claim, ResourcePath> holders() {
    return Map.copyOf(holders);
  }

  private static StoreException refused(String why) {
    return new StoreException(StoreException.Trouble.UNUSABLE, why);
  }
}
