package dev.etagere.server.http;

import dev.etagere.storage.Store;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all requests together may take for content that is held as a whole. It is asked
 * for before the content is read, and given back when the request is done with it. Nobody waits:
 * who finds no room is told to come again, so that requests never wait for each other.
 *
 * <p>What one request holds up to {@link Store#INLINE_LIMIT} is not counted: such requests are
 * bounded by their number, and touch nothing that they share.
 */
public final class MemoryBudget {

  private static final long UNCOUNTED = Store.INLINE_LIMIT;

  private final long bytes;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param bytes how much there is for all requests together
   */
  public MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /** For a program that is alone in its memory. */
  public static MemoryBudget unlimited() {
    return new MemoryBudget(Long.MAX_VALUE);
  }

  /** How many bytes there are for all requests together. */
  public long bytes() {
    return bytes;
  }

  /** How many bytes are held now. */
  public long held() {
    return held.get();
  }

  /** A share that holds nothing yet. */
  public Share open() {
    return new Share();
  }

  /** What one request holds, until it is closed; for one thread at a time. */
  public final class Share implements AutoCloseable {

    private long mine;

    private Share() {}

    /**
     * Takes more bytes.
     *
     * @throws Refusal 413 if the request needs more than there is for all; 503 if others hold so
     *     much now that there is no room. Nothing was taken then
     */
    public void take(long more) {
      tryTake(more)
          .ifPresent(problem -> {
            throw new Refusal(problem);
          });
    }

    /** Takes more bytes, or tells why not, as {@link #take} does. */
    public Optional<Problem> tryTake(long more) {
      if (more > bytes - mine) {
        return Optional.of(tooLarge(more + mine));
      }
      if (!admit(added(more))) {
        return Optional.of(noRoom());
      }
      mine += more;
      return Optional.empty();
    }

    /**
     * Takes what is to be shown, which fits where nobody else holds anything.
     *
     * @throws Refusal 503 if others hold so much now that there is no room
     */
    public void show(long more) {
      long added = added(more);
      if (!admit(added) && !held.compareAndSet(0, added)) {
        throw new Refusal(noRoom());
      }
      mine += more;
    }

    /** Takes what is in memory already and has to be: there may be less than nothing left then. */
    void owe(long more) {
      held.addAndGet(added(more));
      mine += more;
    }

    /** What is counted more of this share, where it takes more bytes. */
    private long added(long more) {
      return counted(mine + more) - counted(mine);
    }

    /** Gives everything back. */
    @Override
    public void close() {
      long counted = counted(mine);
      if (counted > 0) {
        held.addAndGet(-counted);
      }
      mine = 0;
    }
  }

  private static long counted(long share) {
    return share <= UNCOUNTED ? 0 : share;
  }

  private boolean admit(long more) {
    if (more == 0) {
      return true;
    }
    long before = held.get();
    while (more <= bytes - before) {
      long witness = held.compareAndExchange(before, before + more);
      if (witness == before) {
        return true;
      }
      before = witness;
    }
    return false;
  }

  private Problem tooLarge(long needed) {
    return Problem.of(
            ProblemKind.CONTENT_TOO_LARGE,
            "To be worked on as a whole this takes about %,d bytes of memory, and there are %,d for all requests together. Send it in smaller parts, or have the operator raise memory-bytes."
                .formatted(needed, bytes))
        .with("memory_bytes", bytes);
  }

  private static Problem noRoom() {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "Other requests hold the memory that there is for large content. Nothing was changed; try again shortly, or send or ask for less at once.")
        .withField("Retry-After", "1");
  }
}
