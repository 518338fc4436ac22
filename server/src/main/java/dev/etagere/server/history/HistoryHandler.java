package dev.etagere.server.history;

import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Parsed;
import dev.etagere.conditions.TagList;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.http.Target;
import dev.etagere.server.resources.ConditionProblems;
import dev.etagere.server.resources.PathSyntax;
import dev.etagere.server.resources.ReadHandler;
import dev.etagere.server.resources.Tags;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /-/versions/<path>}: what a resource was, version by version. */
public final class HistoryHandler implements Handler {

  private static final String PREFIX = "/-/versions";
  private static final int USUAL = 50;
  private static final int MOST = 1_000;

  private final Store store;
  private final Tags tags;
  private final ReadHandler reads;

  public HistoryHandler(Store store, Tags tags, ReadHandler reads) {
    this.store = store;
    this.tags = tags;
    this.reads = reads;
  }

  @Override
  public Response handle(Request request) {
    Target target = request.target();
    ResourcePath path = PathSyntax.parse(target.rawPath().substring(PREFIX.length()));
    Version newest =
        store
            .current(path)
            .newest()
            .orElseThrow(() -> new Refusal(ConditionProblems.notFound(new Selected.Absent())));
    Optional<String> number = target.parameter("number");
    Optional<String> etag = target.parameter("etag");
    if (number.isPresent()) {
      return version(request, found(newest, number(number.get(), "number")), newest);
    }
    return etag.isPresent()
        ? version(request, found(newest, tag(etag.get())), newest)
        : page(path, target);
  }

  private Response page(ResourcePath path, Target target) {
    long limit = target.parameter("limit").map(text -> number(text, "limit")).orElse((long) USUAL);
    long below =
        target.parameter("after").map(text -> number(text, "after")).orElse(Long.MAX_VALUE);
    int most = Math.clamp(limit, 1, MOST);
    List<Version> versions = store.history(path, below, most + 1);
    List<Version> shown = versions.subList(0, Math.min(most, versions.size()));
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("path", path.value());
    page.put("versions", shown.stream().map(HistoryHandler::entry).toList());
    Response response = Response.of(200).with("Cache-Control", "no-store");
    if (versions.size() > most) {
      String next = String.valueOf(shown.getLast().number());
      page.put("next", next);
      response.with(
          "Link", "<%s%s?limit=%d&after=%s>; rel=\"next\"".formatted(PREFIX, path, most, next));
    }
    return response.with("application/json", Json.bytes(page));
  }

  private static Map<String, Object> entry(Version version) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("version", version.number());
    entry.put("etag", Tags.of(version).toString());
    entry.put("time", version.time().toString());
    entry.put("kind", version.isDeletion() ? "deleted" : "written");
    if (!version.origin().writer().isEmpty()) {
      entry.put("writer", version.origin().writer());
    }
    if (!version.isDeletion()) {
      entry.put("size", version.length());
      entry.put("media_type", version.mediaType());
    }
    entry.put("request_id", version.origin().requestId());
    return entry;
  }

  private static long number(String text, String parameter) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw new Refusal(
          Problem.of(ProblemKind.BAD_REQUEST, parameter + " is a whole number, such as 3."));
    }
  }

  private static EntityTag tag(String text) {
    String quoted = text.endsWith("\"") ? text : '"' + text + '"';
    if (TagList.parse(List.of(quoted)) instanceof Parsed.Valid<TagList>(TagList list)
        && list instanceof TagList.OneOf oneOf
        && oneOf.tags().size() == 1) {
      return oneOf.tags().getFirst();
    }
    throw new Refusal(
        Problem.of(ProblemKind.BAD_REQUEST, "etag is an entity tag of this resource."));
  }

  private Stored found(Version newest, long number) {
    return store
        .version(newest.path(), number)
        .orElseThrow(
            () -> new Refusal(number >= 1 && number < newest.number() ? pruned() : unknown()));
  }

  private Stored found(Version newest, EntityTag tag) {
    Tags.Name name = Tags.named(tag).orElseThrow(() -> new Refusal(unknown()));
    boolean wasIssued =
        name.version() < newest.number() && tags.isIssued(name) && tags.isOf(newest.path(), name);
    Optional<Stored> kept = store.version(newest.path(), name.version());
    return kept.filter(stored -> stored.version().token().equals(name.token()))
        .orElseThrow(() -> new Refusal(kept.isEmpty() && wasIssued ? pruned() : unknown()));
  }

  private static Problem pruned() {
    return Problem.of(
        ProblemKind.GONE,
        "This version is no longer kept. The list under /-/versions/ has those that are.");
  }

  private static Problem unknown() {
    return Problem.of(ProblemKind.NOT_FOUND, "The resource never had this version.");
  }

  private Response version(Request request, Stored stored, Version newest) {
    Version version = stored.version();
    if (version.isDeletion()) {
      throw new Refusal(
          Problem.of(ProblemKind.NOT_FOUND, "This version is a deletion: it has no content.")
              .reason("deleted"));
    }
    return reads
        .version(request, stored)
        .replacing("Cache-Control", "private, max-age=31536000, immutable")
        .replacing("Link", String.join(", ", links(version, newest)));
  }

  /** RFC 5829 §3. */
  private static List<String> links(Version version, Version newest) {
    List<String> links = new ArrayList<>();
    links.add("<%s>; rel=\"latest-version\"".formatted(version.path()));
    links.add("<%s%s>; rel=\"version-history\"".formatted(PREFIX, version.path()));
    if (version.number() > 1) {
      links.add(link(version, -1, "predecessor-version"));
    }
    if (version.number() < newest.number()) {
      links.add(link(version, 1, "successor-version"));
    }
    return links;
  }

  private static String link(Version version, int step, String relation) {
    return "<%s%s?number=%d>; rel=\"%s\""
        .formatted(PREFIX, version.path(), version.number() + step, relation);
  }
}
