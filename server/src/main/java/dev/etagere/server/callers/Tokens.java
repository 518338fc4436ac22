package dev.etagere.server.callers;

import dev.etagere.conditions.Preconditions;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.merging.Explanation;
import dev.etagere.server.merging.MergeRules;
import dev.etagere.server.merging.Merger;
import dev.etagere.server.resources.ConditionProblems;
import dev.etagere.server.resources.Contents;
import dev.etagere.server.resources.Edit;
import dev.etagere.server.resources.Intent;
import dev.etagere.server.resources.Tags;
import dev.etagere.server.resources.WriteLoop;
import dev.etagere.server.resources.Writing;
import dev.etagere.server.resources.Written;
import dev.etagere.server.rules.Rulebook;
import dev.etagere.storage.Content;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Bearer tokens, kept in the store as versioned resources, and so known to every server over it. A
 * token is {@code etg_<name>_<secret>}; of the secret (160 random bits) only the SHA-256 is kept.
 * What a server knows of tokens it forgets when it hears of a change; it is at most a second old.
 */
public final class Tokens implements Authenticator, TokenStore {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");
  private static final String MARK = "etg_";
  private static final int SECRET_BYTES = 20;
  private static final long FRESH_MILLIS = 1_000;
  private static final int MOST_LISTED = 10_000;
  private static final int MOST_REMEMBERED = 10_000;

  private final Store store;
  private final WriteLoop loop;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private volatile Existence existence = new Existence(false, Long.MIN_VALUE / 2);

  /**
   * A token as it is listed: without its secret.
   *
   * @param name of the token, and the subject of whoever uses it
   * @param grants what it allows
   * @param created when, ISO 8601
   */
  public record Token(String name, List<Grant> grants, String created) {}

  private record Remembered(Optional<Entry> entry, long at) {}

  private record Entry(String sha256, Caller caller) {}

  private record Existence(boolean any, long at) {}

  /**
   * @param random a cryptographically strong source
   */
  public Tokens(Store store, WriteLoop loop, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.loop = loop;
    this.clock = clock;
    this.random = random;
  }

  /** The tokens of a store that no server has open. */
  public static TokenStore of(Store store) {
    SecureRandom random = new SecureRandom();
    Tags tags = new Tags(store.secret(), random);
    InstantSource clock = InstantSource.system();
    Contents contents = new Contents(store, MemoryBudget.unlimited());
    ConditionProblems problems =
        new ConditionProblems(
            store, tags, new Explanation(contents, new Merger(contents, MergeRules.NONE)));
    return new Tokens(
        store, new WriteLoop(store, tags, Rulebook.DEFAULT, problems, clock), clock, random);
  }

  /** Whether a token can have this name: 1 to 64 letters, digits, dots and hyphens. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public Optional<String> create(String name, List<Grant> grants) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = HexFormat.of().formatHex(bytes);
    byte[] document =
        Json.bytes(
            Map.of(
                "name", name,
                "sha256", sha256(secret),
                "allow", grants.stream().map(Grant::toString).toList(),
                "created", clock.instant().toString()));
    Edit edit = current -> new Edit.Edited.Written("application/json", Content.of(document));
    return write(Intent.Method.CREATE, name, edit)
        ? Optional.of(MARK + name + "_" + secret)
        : Optional.empty();
  }

  @Override
  public boolean revoke(String name) {
    return write(Intent.Method.DELETE, name, current -> new Edit.Edited.Deleted());
  }

  private boolean write(Intent.Method method, String name, Edit edit) {
    Intent intent = new Intent(method, path(name), conditions(method), edit);
    Written written =
        loop.write(List.of(intent), new Writing(Caller.ANYONE, "token", Optional.empty()));
    remembered.remove(name);
    existence = new Existence(false, Long.MIN_VALUE / 2);
    return written instanceof Written.Done;
  }

  /** A token is made where there is none, and revoked in whatever version it is. */
  private Preconditions conditions(Intent.Method method) {
    String field = method == Intent.Method.DELETE ? "If-Match" : "If-None-Match";
    return Preconditions.of(
        name -> name.equalsIgnoreCase(field) ? List.of("*") : List.of(), clock.instant());
  }

  @Override
  public List<Token> list() {
    return store.list(Grant.TOKENS, "", MOST_LISTED).stream().map(Tokens::token).toList();
  }

  @Override
  public boolean isRequired() {
    Existence known = existence;
    if (isStale(known.at())) {
      known = new Existence(!store.list(Grant.TOKENS, "", 1).isEmpty(), clock.millis());
      existence = known;
    }
    return known.any();
  }

  @Override
  public Optional<Caller> authenticate(String credentials) {
    int end = credentials.lastIndexOf('_');
    if (!credentials.startsWith(MARK) || end < MARK.length()) {
      return Optional.empty();
    }
    String name = credentials.substring(MARK.length(), end);
    String sha256 = sha256(credentials.substring(end + 1));
    return isName(name)
        ? entry(name).filter(entry -> isEqual(entry.sha256(), sha256)).map(Entry::caller)
        : Optional.empty();
  }

  private Optional<Entry> entry(String name) {
    Remembered known = remembered.get(name);
    if (known == null || isStale(known.at())) {
      known = new Remembered(read(name), clock.millis());
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.clear(); // invented names must not fill the memory
      }
      remembered.put(name, known);
    }
    return known.entry();
  }

  @Override
  public void refresh() {
    remembered.clear();
    existence = new Existence(false, Long.MIN_VALUE / 2);
  }

  private boolean isStale(long at) {
    long now = clock.millis();
    return now - at >= FRESH_MILLIS || now < at;
  }

  private Optional<Entry> read(String name) {
    return store.current(path(name)) instanceof Selected.Present(Stored stored)
        ? Optional.of(
            new Entry(
                document(stored).path("sha256").asString(""),
                new GrantedCaller(name, token(stored).grants())))
        : Optional.empty();
  }

  /** Compares in constant time. */
  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static Token token(Stored stored) {
    JsonNode document = document(stored);
    List<Grant> grants =
        document
            .path("allow")
            .valueStream()
            .map(JsonNode::asString)
            .map(Grant::parse)
            .flatMap(Optional::stream)
            .toList();
    return new Token(
        document.path("name").asString(""), grants, document.path("created").asString(""));
  }

  private static JsonNode document(Stored stored) {
    return switch (stored.content()) {
      case Content.Inline inline -> Json.mapper().readTree(inline.bytes());
      case Content.Staged staged -> throw new IllegalStateException("a token is short");
    };
  }

  private static ResourcePath path(String name) {
    return new ResourcePath(Grant.TOKENS + name);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
