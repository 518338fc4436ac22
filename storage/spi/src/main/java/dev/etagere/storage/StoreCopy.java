package dev.etagere.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Moves all that a store holds into another: versions with their tags, times and positions,
 * content, claims, receipts, and the secret. Nobody writes to either meanwhile.
 *
 * <p>The other store is filled in the order of positions. A copy that was interrupted goes on where
 * it was when it is begun again. Until it is {@linkplain #finish finished} the other store bears a
 * mark, by which nobody takes it for whole.
 */
public final class StoreCopy {

  private static final int PAGE = 200;
  private static final int PIECE = 64 * 1024;

  /** The mark is a receipt under a key that comes before those of requests. */
  private static final Receipt MARK = new Receipt("\0copy", "", "", Instant.EPOCH);

  private static final String BEHIND_MARK = MARK.key() + '\0';

  private final Store from;
  private final Store to;
  private final Map<String, Content> staged = new HashMap<>();

  /**
   * @param from what is copied
   * @param to an empty store, or one that a copy of the same store has begun to fill
   */
  public StoreCopy(Store from, Store to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Copies what is not there yet.
   *
   * @param progress is told the position up to which all is there
   * @return how many versions were copied
   * @throws IOException if content cannot be read
   * @throws StoreException {@link StoreException.Trouble#UNUSABLE} if the other store holds
   *     anything else, or the one is not whole itself
   */
  public long copy(LongConsumer progress) throws IOException {
    requireBegun();
    to.adopt(new Adoption(from.secret(), List.of(), List.of(MARK)));
    long copied = 0;
    for (List<Change> page = rest(); !page.isEmpty(); page = rest()) {
      to.adopt(new Adoption(from.secret(), entries(page), List.of()));
      copied += page.size();
      progress.accept(page.get(page.size() - 1).sequence());
    }
    copyReceipts();
    return copied;
  }

  private List<Change> rest() {
    return from.changes(to.newestSequence(), PAGE);
  }

  /** Takes the mark away: the other store is a copy of the one, and may be served. */
  public void finish() {
    to.expire(MARK.expires().plusMillis(1));
  }

  /** Whether a copy into this store was begun, and not finished. */
  public static boolean isUnfinished(Store store) {
    return store.receipt(MARK.key()).isPresent();
  }

  private void requireBegun() {
    if (isUnfinished(from)) {
      throw new StoreException(
          StoreException.Trouble.UNUSABLE,
          "the store that is copied from is itself a copy that was not finished");
    }
    long reached = to.newestSequence();
    if (reached > 0 && !from.changes(reached - 1, 1).equals(to.changes(reached - 1, 1))) {
      throw new StoreException(
          StoreException.Trouble.UNUSABLE,
          "the store that is copied to holds something else: at position %d the two differ"
              .formatted(reached));
    }
  }

  private List<Adoption.Entry> entries(List<Change> page) throws IOException {
    List<Adoption.Entry> entries = new ArrayList<>();
    for (Change change : page) {
      Optional<Stored> kept = kept(from, change.version());
      Optional<Content> content =
          kept.isPresent() ? Optional.of(moved(kept.get().content())) : Optional.empty();
      entries.add(new Adoption.Entry(change, content, claims(from, change.version())));
    }
    return entries;
  }

  private static Optional<Stored> kept(Store store, Version version) {
    return store.version(version.path(), version.number());
  }

  private static Set<Claim> claims(Store store, Version version) {
    boolean isNewest = store.current(version.path()).expected().number() == version.number();
    return isNewest ? store.claims(version.path()) : Set.of();
  }

  /** Versions that share their content share it in the other store, too, within one run. */
  private Content moved(Content content) throws IOException {
    if (!(content instanceof Content.Staged own)) {
      return content;
    }
    Content before = staged.get(own.name());
    if (before != null) {
      return before;
    }
    try (InputStream bytes = from.open(own, 0, own.length())) {
      Content.Staged other = to.stage(bytes);
      staged.put(own.name(), other);
      return other;
    }
  }

  private void copyReceipts() {
    String next = BEHIND_MARK;
    for (List<Receipt> page = from.receipts(next, PAGE);
        !page.isEmpty();
        page = from.receipts(next, PAGE)) {
      to.adopt(new Adoption(from.secret(), List.of(), page));
      next = page.get(page.size() - 1).key() + '\0';
    }
  }

  /**
   * Holds the two stores against each other, byte for byte.
   *
   * @param progress is told the position up to which all was compared
   * @return a sentence for each difference; none if the other store is a copy of the one
   * @throws IOException if content cannot be read
   */
  public List<String> differences(LongConsumer progress) throws IOException {
    List<String> differences = new ArrayList<>();
    if (!Arrays.equals(from.secret(), to.secret())) {
      differences.add("the secrets differ");
    }
    long position = 0;
    for (List<Change> page = from.changes(0, PAGE);
        !page.isEmpty();
        page = from.changes(position, PAGE)) {
      comparePage(page, to.changes(position, PAGE), differences);
      position = page.get(page.size() - 1).sequence();
      progress.accept(position);
    }
    if (to.newestSequence() != from.newestSequence()) {
      differences.add(
          "the newest position is %d, not %d"
              .formatted(to.newestSequence(), from.newestSequence()));
    }
    compareReceipts(differences);
    return differences;
  }

  private void comparePage(List<Change> own, List<Change> other, List<String> differences)
      throws IOException {
    if (!own.equals(other)) {
      differences.add("the order differs behind position " + (own.get(0).sequence() - 1));
    }
    for (Change change : own) {
      Version version = change.version();
      if (!isSame(kept(from, version), kept(to, version))) {
        differences.add("%s: version %d differs".formatted(version.path(), version.number()));
      }
      if (!claims(from, version).equals(claims(to, version))) {
        differences.add("%s: its claims differ".formatted(version.path()));
      }
    }
  }

  private boolean isSame(Optional<Stored> own, Optional<Stored> other) throws IOException {
    return own.isPresent() && other.isPresent()
        ? own.get().version().equals(other.get().version())
            && isSame(own.get().content(), other.get().content())
        : own.isEmpty() && other.isEmpty();
  }

  private boolean isSame(Content own, Content other) throws IOException {
    if (own instanceof Content.Inline || own.length() != other.length()) {
      return own.equals(other);
    }
    try (InputStream ours = from.open(own, 0, own.length());
        InputStream theirs = to.open(other, 0, other.length())) {
      byte[] piece = ours.readNBytes(PIECE);
      while (piece.length > 0) {
        if (!Arrays.equals(piece, theirs.readNBytes(piece.length))) {
          return false;
        }
        piece = ours.readNBytes(PIECE);
      }
      return true;
    }
  }

  private void compareReceipts(List<String> differences) {
    String next = BEHIND_MARK;
    List<Receipt> own;
    do {
      own = from.receipts(next, PAGE);
      if (!own.equals(to.receipts(next, PAGE))) {
        differences.add("the receipts differ");
        return;
      }
      next = own.isEmpty() ? next : own.get(own.size() - 1).key() + '\0';
    } while (!own.isEmpty());
  }
}
