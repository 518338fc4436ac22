package dev.etagere.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A client for versioned resources, Etagere's and those of any HTTP server that gives entity tags.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Saving.java" region="whole"}
 *
 * <p>References are URLs, absolute or relative to the client's base, percent-encoded where they
 * have to be. Credentials are sent to the origin of the base only. Every call may throw {@link
 * NoReplyException}; whatever a server answers is a value. Every call ends in its time ({@link
 * #within}), and at once when its thread is interrupted.
 *
 * <p>Clients are safe for use by several threads and cost little; those that share a {@link
 * ResponseCache} should be of one account.
 */
public final class EtagereClient {
  private final Surroundings around;
  private final Lanes lanes;
  private final Courier courier;
  private final Reading reading;
  private final Saving saving;
  private final Creating creating;
  private final Looking looking;
  private final Updating updating;
  private final Batching batching;

  private EtagereClient(Surroundings around, Lanes lanes) {
    this.around = around;
    this.lanes = lanes;
    courier = new Courier(around);
    reading = new Reading(around, courier);
    Assessor assessor = new Assessor(around, reading);
    Sender sender = new Sender(around, courier, reading);
    saving = new Saving(sender, assessor);
    creating = new Creating(sender, assessor, reading);
    looking = new Looking(around, courier, reading);
    updating = new Updating(around, reading, saving, lanes);
    batching = new Batching(around, sender, assessor);
  }

  /**
   * A client of the server at this URL, without credentials and with a cache of 16 MiB in memory.
   */
  public static EtagereClient of(String base) {
    return builder(URI.create(base)).build();
  }

  /** To choose credentials, cache and limits. Refuses a base that is not http or https. */
  public static Builder builder(URI base) {
    return new Builder(base);
  }

  /**
   * The same client with another time for each call, retries and pauses included: {@code
   * client.within(Duration.ofSeconds(2)).save(draft)}. It shares the cache, the connections and the
   * turns of updates. Lists that are fetched as they are iterated over have the time for each page,
   * a {@link ChangeStream} for each connection, and for each pause that the server asks for.
   */
  public EtagereClient within(Duration most) {
    Limits limits = around.limits().withOperation(Builder.positive(most));
    return new EtagereClient(around.with(limits), lanes);
  }

  /** What references are resolved against. */
  public URI base() {
    return around.base();
  }

  /**
   * What stands at the reference. A copy that the server allowed to be kept without asking is given
   * while it is fresh.
   */
  public ReadResult read(String reference) {
    return reading.read(around.resolve(reference));
  }

  /** What stands now where the document was read; the server is asked in any case. */
  public ReadResult readAgain(Document document) {
    return reading.readNow(document.url(), courier.deadline());
  }

  /**
   * Replaces the version that the draft edits by its content, or nothing. A draft may be saved
   * again after an {@link UnknownOutcomeException}: it is performed at most once.
   */
  public SaveResult save(Draft draft) {
    return saving.save(draft, true, courier.deadline());
  }

  /**
   * Reads, changes and saves, and again while others are faster, until it is done or the policy
   * says stop. Updates of one URL by one client take turns. An edit that returns equal content
   * writes nothing.
   *
   * @param edit makes the new content of the current one; it may be called several times
   */
  public SaveResult update(String reference, UnaryOperator<Content> edit, UpdatePolicy policy) {
    return updating.update(around.resolve(reference), edit, policy, courier.deadline());
  }

  /** Updates by {@link UpdatePolicy#REAPPLYING}. */
  public SaveResult update(String reference, UnaryOperator<Content> edit) {
    return update(reference, edit, UpdatePolicy.REAPPLYING);
  }

  /**
   * Applies a patch to exactly this version, by PATCH. A patch that does not fit it is not sent. A
   * {@link Conflict} has as {@code mine} the document with the patch applied.
   */
  public SaveResult patch(Document document, Patch patch) {
    Patch.Patched patched = patch.on(document.content());
    return patched instanceof Patch.Patched.Applied applied
        ? saving.patch(document.edit(applied.content()), patch, courier.deadline())
        : new Refused(document.url(), ((Patch.Patched.Failed) patched).problem());
  }

  /** Creates a resource where there is none. */
  public CreateResult create(String reference, Content content) {
    return creating.create(around.resolve(reference), content, courier.deadline());
  }

  /**
   * Creates a member of a collection under a name that the server chooses. On servers other than
   * Etagere a lost reply leaves open whether it was created; then it is not sent again.
   */
  public CreateResult add(String collection, Content content) {
    return creating.add(around.resolve(collection), content, courier.deadline());
  }

  /**
   * Puts a content whatever stands there, seen or unseen: the one write that may replace what its
   * writer does not know. It says so to the server ({@code If-Match: *}), which may refuse it.
   */
  public ReplaceResult overwrite(String reference, Content content) {
    return creating.overwrite(around.resolve(reference), content, courier.deadline());
  }

  /** Deletes exactly this version, or nothing. */
  public DeleteResult delete(Document document) {
    return saving.delete(document, courier.deadline());
  }

  /** Performs all writes of a batch in one atomic step, or none. For Etagere servers. */
  public BatchResult commit(Batch batch) {
    return batching.commit(batch, courier.deadline());
  }

  /**
   * The members of a collection in the order of their paths, fetched as they are iterated over. The
   * iterator throws {@link RefusedException} if the server refuses.
   */
  public Iterable<Member> members(String collection) {
    return looking.members(around.resolve(collection));
  }

  /**
   * The versions of a resource, newest first, fetched as they are iterated over. The iterator
   * throws {@link RefusedException} if the server refuses.
   */
  public Iterable<PastVersion> versions(String reference) {
    return looking.versions(around.resolve(reference));
  }

  /**
   * An old version of a resource. Its document is bound to the URL of that version, which cannot be
   * written; to bring its content back, edit the current document.
   */
  public ReadResult version(String reference, long number) {
    return looking.version(around.resolve(reference), number);
  }

  /**
   * The changes under a prefix of paths that were committed by now, in the order of the feed,
   * fetched as they are iterated over. The iterator throws {@link RefusedException} if the server
   * refuses.
   *
   * @param after the cursor of a change, to read on behind it; empty for all
   */
  public Iterable<Change> changes(String prefix, String after) {
    return looking.changes(prefix, after);
  }

  /**
   * The changes under a prefix of paths, as they are committed.
   *
   * @param after the cursor of a change, to read on behind it; empty to begin with the first;
   *     {@code now} to begin with the next one after the connection is made
   */
  public ChangeStream follow(String prefix, String after) {
    return looking.follow(prefix, after);
  }

  /**
   * Chooses what a client works with.
   *
   * <p>
   *
   * {@snippet file="dev/etagere/client/examples/Values.java" region="builder"}
   */
  public static final class Builder {
    private final URI base;
    private Credentials credentials = Credentials.none();
    private ResponseCache cache = ResponseCache.inMemory(16L << 20);
    private Limits limits = Limits.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private Pacing pacing = Pacing.SLEEP;
    private HttpClient http = HttpClient.newBuilder().connectTimeout(Limits.CONNECTION).build();

    private Builder(URI base) {
      String scheme = Objects.toString(base.getScheme(), "").toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https") || base.getHost() == null) {
        throw new IllegalArgumentException("not an http or https URL with a host: " + base);
      }
      this.base = base.getRawPath().isEmpty() ? base.resolve("/") : base;
    }

    /** Who the caller is; nobody if not said. */
    public Builder credentials(Credentials who) {
      credentials = Objects.requireNonNull(who);
      return this;
    }

    /** Where what was read is kept; 16 MiB in memory if not said. */
    public Builder cache(ResponseCache kept) {
      cache = Objects.requireNonNull(kept);
      return this;
    }

    /** How long one request and its reply may take; 30 seconds if not said. */
    public Builder exchangeTimeout(Duration most) {
      limits = limits.withExchange(positive(most));
      return this;
    }

    /**
     * How long one call of the client may take, with all its requests, retries and pauses; two
     * minutes if not said.
     */
    public Builder operationTimeout(Duration most) {
      limits = limits.withOperation(positive(most));
      return this;
    }

    /**
     * How often a request is sent at most while replies are lost or the server is busy; from 1; 8.
     */
    public Builder attempts(int most) {
      if (most < 1) {
        throw new IllegalArgumentException("a request is sent at least once, not " + most);
      }
      limits = limits.withAttempts(most);
      return this;
    }

    /**
     * After how long without a byte a {@link ChangeStream} counts as broken, and is made again; one
     * minute if not said. Etagere gives a sign of life each half of its {@code idle-seconds}, every
     * 15 seconds if nobody chose.
     */
    public Builder streamSilence(Duration most) {
      limits = limits.withSilence(positive(most));
      return this;
    }

    /** How large the body of a reply may be, in bytes; 256 MiB if not said. */
    public Builder maxBodyBytes(long most) {
      limits = limits.withBodyBytes(ResponseCache.positive(most));
      return this;
    }

    /**
     * By what requests are sent, for a proxy, a TLS context or an executor of one's own. It must
     * neither follow redirections nor authenticate by itself; the client does.
     */
    public Builder httpClient(HttpClient own) {
      if (own.followRedirects() != HttpClient.Redirect.NEVER || own.authenticator().isPresent()) {
        throw new IllegalArgumentException(
            "an HttpClient that follows redirections or authenticates would hide replies");
      }
      http = own;
      return this;
    }

    /** The clock by which freshness and deadlines are told; the system's if not said. */
    public Builder clock(Clock own) {
      clock = Objects.requireNonNull(own);
      return this;
    }

    /** The source of the jitter of pauses; it has to be safe for use by several threads. */
    public Builder random(RandomGenerator own) {
      random = Objects.requireNonNull(own);
      return this;
    }

    Builder pacing(Pacing own) {
      pacing = own;
      return this;
    }

    /** The client. */
    public EtagereClient build() {
      return new EtagereClient(
          new Surroundings(base, http, credentials, cache, limits, clock, random, pacing),
          new Lanes());
    }

    private static Duration positive(Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("a time-out is longer than nothing, not " + duration);
      }
      return duration;
    }
  }
}
