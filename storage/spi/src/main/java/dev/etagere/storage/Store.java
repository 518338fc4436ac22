package dev.etagere.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A durable store of versioned resources. The only way to write is {@link #commit}, and every write
 * in it is a compare-and-set: a blind overwrite cannot be expressed.
 *
 * <p>All methods may be called from any thread at any time and may block; none holds up a read for
 * a write. A read that begins after a commit was acknowledged sees that commit. What a read returns
 * is durable. Lists are in the order that is given, with no element left out between the first and
 * the last.
 *
 * <p>Every method may throw {@link StoreException}; after {@link #close} every method but {@code
 * close} throws it.
 */
public interface Store extends AutoCloseable {

  /** Content up to this many bytes is given inline; longer content is staged. */
  int INLINE_LIMIT = 64 * 1024;

  /**
   * 32 random bytes that were made with the store and move with its data wherever that goes. The
   * server keys the tokens of entity tags with them.
   */
  byte[] secret();

  /** What stands at the path now. */
  Selected current(ResourcePath path);

  /** A version that is still kept, or nothing. */
  Optional<Stored> version(ResourcePath path, long number);

  /**
   * The versions of a resource that are still kept, newest first, tombstones included.
   *
   * @param below only versions with a smaller number; {@link Long#MAX_VALUE} for all
   * @param limit at most this many, at least 1
   */
  List<Version> history(ResourcePath path, long below, int limit);

  /**
   * The resources that exist under a prefix, each with its newest version, ordered by path.
   *
   * @param prefix ends in {@code /}
   * @param from only paths that are not before this one, in the order of UTF-8 bytes; empty for all
   * @param limit at most this many, at least 1
   */
  List<Stored> list(String prefix, String from, int limit);

  /**
   * The paths at which anything was ever written, deleted ones included, in order.
   *
   * @param from only paths that are not before this one, in the order of UTF-8 bytes; empty for all
   * @param limit at most this many, at least 1
   */
  List<ResourcePath> paths(String from, int limit);

  /**
   * All versions in the order of their commits. Whoever reads on from the last position that it has
   * seen misses nothing and sees nothing twice.
   *
   * @param after only positions behind this one; 0 for all
   * @param limit at most this many, at least 1
   */
  List<Change> changes(long after, int limit);

  /**
   * The receipts that are kept, ordered by the UTF-8 bytes of their keys.
   *
   * @param from only keys that are not before this one; empty for all
   * @param limit at most this many, at least 1
   */
  List<Receipt> receipts(String from, int limit);

  /** The position of the newest version of all, 0 in an empty store. */
  long newestSequence();

  /**
   * Calls the listener after each durable commit, some time after, with a position that is not
   * before the commit's; several commits may share a call. The listener returns at once and throws
   * nothing.
   *
   * @return ends the subscription
   */
  Subscription subscribe(LongConsumer listener);

  /** Ends what it was returned for. Closing it twice does nothing. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Makes content durable ahead of the commit that will refer to it. Content that no version refers
   * to is collected once it is a day old; a store that only one process has open collects it when
   * it is opened. Several versions may refer to the same content.
   *
   * @param content read to its end, in pieces; not closed
   * @return what to put into the version
   * @throws IOException if reading {@code content} failed; nothing is kept
   */
  Content.Staged stage(InputStream content) throws IOException;

  /**
   * A part of a version's content. The stream checks what it reads: bytes that are not what was
   * written end in a {@link StoreException} with {@link StoreException.Trouble#CORRUPT} and are not
   * returned.
   *
   * @param from the first byte, from 0
   * @param length how many; {@code from + length} is not beyond the content's length
   */
  InputStream open(Content content, long from, long length);

  /**
   * Makes the versions of the commit the newest of their paths, all or none, if and only if every
   * expectation and guard holds, every claim is free or already held by its resource, and the
   * receipt's key is unused. All that belongs to it (versions, history, order, claims, receipt) is
   * durable before this returns, and so is whatever a refusal rests on. Which of several reasons
   * for a refusal is reported: {@link Outcome.Duplicate} first, then {@link Outcome.Conflict}, then
   * {@link Outcome.Taken}.
   *
   * <p>When this throws {@link StoreException}, nothing was done and nothing will be. It is thrown
   * where content that a write refers to was not staged, or was collected.
   */
  Outcome commit(Commit commit);

  /**
   * The versions that the operation made, in the order of its writes; nothing if it never landed.
   */
  Optional<List<Version>> landed(String operation);

  /**
   * The receipt that is kept under a key, if any; whether it has expired is the caller's to see.
   */
  Optional<Receipt> receipt(String key);

  /** The claims that the resource holds now; none if it holds none or does not exist. */
  Set<Claim> claims(ResourcePath path);

  /**
   * The claims that are held, each with its holder, in the order of the UTF-8 bytes of their keys.
   *
   * @param from only keys that are not before this one; empty for all
   * @param limit at most this many, at least 1
   */
  List<Holding> holdings(String from, int limit);

  /**
   * Drops the receipts that expired before {@code now}.
   *
   * @return how many
   */
  int expire(Instant now);

  /**
   * Drops the content and the rows of all versions of a resource with a number below {@code below},
   * never of its newest. Entries of {@link #changes} stay.
   *
   * @return how many versions
   */
  int prune(ResourcePath path, long below);

  /**
   * Reads what the store keeps beyond what its other methods show (indexes, files), and checks it.
   *
   * @return a sentence for each thing that is wrong; none where all is well, or where the store
   *     keeps nothing of the kind
   */
  List<String> examine();

  /**
   * Takes over what another store holds, all or none, durably: the way in which data moves between
   * stores with its tags, times, positions, claims and receipts unchanged. Nobody else writes to
   * the store meanwhile; what happens if somebody does is undefined.
   *
   * <p>A store is filled in the order of positions, so that {@link #newestSequence} tells how far
   * it is. Until all of the other's positions are there, reads of it may find versions whose
   * content is not kept, and claims that are not held yet. The receipts replace those under the
   * same keys. An operation whose versions stand in the adopted order is {@linkplain #landed known}
   * with them; one without versions is not.
   *
   * @throws StoreException with {@link StoreException.Trouble#UNUSABLE}, and nothing was done, if
   *     the first position is not behind the newest one, a number does not follow the newest of its
   *     path, or the store has versions already and another secret
   */
  void adopt(Adoption adoption);

  /**
   * Copies the store while it is in use; nothing for a store that is backed up by the tools of the
   * database that it is in.
   */
  default Optional<Backup> backup() {
    return Optional.empty();
  }

  /** The bytes that the store takes on its medium, as far as it knows; for display. */
  long sizeBytes();

  /**
   * Makes everything durable and lets go of it. Commits that are under way end first. Closing a
   * closed store does nothing.
   */
  @Override
  void close();
}
