package dev.etagere.server.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.etagere.server.ConflictRetention;
import dev.etagere.server.callers.Caller;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.Request;
import dev.etagere.storage.ResourcePath;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The refused writes: the newest in memory, each as one line of JSON for whoever keeps them. Never
 * a body, a credential or a value.
 */
public final class ConflictLog {

  private static final Pattern OWN_TAG =
      Pattern.compile("(W/)?\"[0-9]{1,18}\\.[0-9a-z]{13}([.;-]{1,2}[a-z]{1,7})?\"");

  private final ConflictRetention kept;
  private final InstantSource clock;
  private final Consumer<String> lines;
  private final Deque<Refused> newest = new ArrayDeque<>();

  /**
   * A write that was refused.
   *
   * @param time when
   * @param path of the resource
   * @param members what the line says, in order
   */
  public record Refused(Instant time, ResourcePath path, Map<String, Object> members) {

    Optional<String> member(String name) {
      return Optional.ofNullable(members.get(name)).map(Object::toString);
    }
  }

  /**
   * @param kept how many are kept in memory, and for how long
   * @param clock tells when
   * @param lines gets each line, without a line end
   */
  public ConflictLog(ConflictRetention kept, InstantSource clock, Consumer<String> lines) {
    this.kept = kept;
    this.clock = clock;
    this.lines = lines;
  }

  /** Notes a refused write. */
  void refused(Request request, ResourcePath path, Problem problem) {
    Instant now = clock.instant();
    Refused refused = new Refused(now, path, members(now, request, path, problem));
    synchronized (newest) {
      newest.addFirst(refused);
      forget(now);
    }
    lines.accept(new String(Json.bytes(refused.members()), UTF_8));
  }

  private void forget(Instant now) {
    Instant oldest = now.minus(kept.age());
    while (newest.size() > kept.listed()
        || !newest.isEmpty() && newest.getLast().time().isBefore(oldest)) {
      newest.removeLast();
    }
  }

  private static Map<String, Object> members(
      Instant now, Request request, ResourcePath path, Problem problem) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("time", now.toString());
    members.put("request_id", request.id());
    members.put("method", request.method());
    members.put("path", path.value());
    members.put("status", problem.kind().status());
    members.put("error", problem.kind().code());
    problem.reason().ifPresent(reason -> members.put("reason", reason));
    ownTag(problem).ifPresent(tag -> members.put("request_etag", tag));
    copy(problem, "current_etag", members);
    members.put("caller", request.caller().subject());
    request
        .fields()
        .single("User-Agent")
        .ifPresent(agent -> members.put("user_agent", shortened(agent)));
    return members;
  }

  /** A tag that has not the form of this server's is whatever the client chose to send. */
  private static Optional<Object> ownTag(Problem problem) {
    return Optional.ofNullable(problem.members().get("request_etag"))
        .filter(tag -> OWN_TAG.matcher(tag.toString()).matches());
  }

  private static void copy(Problem problem, String member, Map<String, Object> members) {
    Optional.ofNullable(problem.members().get(member))
        .ifPresent(value -> members.put(member, value));
  }

  private static String shortened(String agent) {
    return agent.length() <= 256 ? agent : agent.substring(0, 256);
  }

  /** The newest that the caller may read of and that are wanted, newest first. */
  List<Map<String, Object>> newest(Caller caller, Predicate<Refused> wanted, int limit) {
    List<Map<String, Object>> found = new ArrayList<>();
    synchronized (newest) {
      forget(clock.instant());
      for (Iterator<Refused> all = newest.iterator(); all.hasNext() && found.size() < limit; ) {
        Refused refused = all.next();
        if (caller.mayRead(refused.path()) && wanted.test(refused)) {
          found.add(refused.members());
        }
      }
    }
    return found;
  }
}
