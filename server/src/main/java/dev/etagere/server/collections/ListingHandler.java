package dev.etagere.server.collections;

import dev.etagere.conditions.Decision;
import dev.etagere.conditions.EntityTag;
import dev.etagere.conditions.Preconditions;
import dev.etagere.conditions.Representation;
import dev.etagere.conditions.Requirement;
import dev.etagere.conditions.Validators;
import dev.etagere.server.http.Handler;
import dev.etagere.server.http.Json;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.PageLimit;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.http.Response;
import dev.etagere.server.resources.PathSyntax;
import dev.etagere.server.resources.WellFormed;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/**
 * GET, HEAD and DELETE of a collection.
 *
 * <p>A member that exists from the first page to the last is shown exactly once; one that is
 * created or deleted meanwhile may be shown or not. A page costs what it shows, wherever in the
 * collection it lies. Its tag is a digest of what it shows, so that it changes if and only if that
 * does.
 */
public final class ListingHandler implements Handler {
  /** A page with content is shorter where it would be longer than this. */
  private static final long MOST_CONTENT_BYTES = 4L << 20;

  /** Content as it was read, and as it is written, which grows by doubling. */
  private static final long COPIES = 4;

  private static final int TAG_BYTES = 16;

  private final Store store;
  private final InstantSource clock;
  private final MemoryBudget memory;

  /**
   * @param memory what requests may hold together; pages with content do
   */
  public ListingHandler(Store store, InstantSource clock, MemoryBudget memory) {
    this.store = store;
    this.clock = clock;
    this.memory = memory;
  }

  @Override
  public Response handle(Request request) {
    String prefix = PathSyntax.parse(request.target().rawPath()).value();
    Preconditions preconditions = Preconditions.of(request.fields()::lines, clock.instant());
    boolean deletes = request.method().equals("DELETE");
    if (deletes) {
      WellFormed.check(preconditions);
    }
    Scan.Page page = page(request, prefix);
    if (isEmpty(page) && (deletes || !prefix.equals("/"))) {
      refuseUnlessBehindAll(request, prefix);
    }
    byte[] document = within(memory, prefix, page);
    EntityTag tag = EntityTag.strong(digest(document));
    Representation shown =
        new Representation.Some(new Validators(Optional.of(tag), Optional.empty(), false));
    if (deletes) {
      throw new Refusal(undeletable(Decision.onWrite(preconditions, shown, Requirement.NONE), tag));
    }
    return switch (Decision.onRead(preconditions, shown)) {
      case Decision.Perform perform ->
          described(Response.of(200), tag, request, page).with("application/json", document);
      case Decision.NotModified notModified -> described(Response.of(304), tag, request, page);
      case Decision.PreconditionFailed failed -> throw new Refusal(failed(failed, tag));
      case Decision.PreconditionRequired required ->
          throw new IllegalStateException("reads require no condition");
    };
  }

  private static Problem undeletable(Decision decision, EntityTag tag) {
    return decision instanceof Decision.PreconditionFailed failed
        ? failed(failed, tag)
        : Problem.of(
                ProblemKind.CONFLICT,
                "The collection has members. It is gone once each of them is deleted, under its own tag.")
            .reason("not_empty")
            .with("current_etag", tag.toString())
            .withField("ETag", tag.toString());
  }

  private static Problem failed(Decision.PreconditionFailed failed, EntityTag tag) {
    boolean exists = failed.condition() == Decision.FailedCondition.IF_NONE_MATCH;
    return Problem.of(
            ProblemKind.PRECONDITION_FAILED,
            exists
                ? "The collection exists, and If-None-Match says that it must not, or not with this tag."
                : "The page shows something else by now. Fetch it without If-Match.")
        .reason(exists ? "exists" : "stale")
        .with("current_etag", tag.toString())
        .withField("ETag", tag.toString());
  }

  /** An empty page of a collection that exists is one behind its last member. */
  private void refuseUnlessBehindAll(Request request, String prefix) {
    boolean exists =
        request.target().parameter("cursor").isPresent()
            && !isEmpty(new Scan(store, prefix, true, "", request.caller()).page(1));
    if (!exists) {
      throw new Refusal(absent());
    }
  }

  private static Problem absent() {
    return Problem.of(
        ProblemKind.NOT_FOUND,
        "The collection has no members, and so does not exist. PUT or POST one to begin it.");
  }

  private static boolean isEmpty(Scan.Page page) {
    return page.members().isEmpty() && page.collections().isEmpty();
  }

  private Scan.Page page(Request request, String prefix) {
    boolean direct = isDirect(request);
    String from =
        request
            .target()
            .parameter("cursor")
            .map(cursor -> Cursor.place(cursor, place -> place.startsWith(prefix)))
            .orElse("");
    Scan scan = new Scan(store, prefix, direct, from, request.caller());
    return includesContent(request)
        ? scan.pageWithContent(PageLimit.of(request), MOST_CONTENT_BYTES)
        : scan.page(PageLimit.of(request));
  }

  private static boolean isDirect(Request request) {
    return switch (request.target().parameter("depth").orElse("all")) {
      case "1" -> true;
      case "all" -> false;
      default ->
          throw new Refusal(
              Problem.of(
                  ProblemKind.BAD_REQUEST,
                  "depth is 1 (direct members, and collections by name) or all."));
    };
  }

  private static boolean includesContent(Request request) {
    return switch (request.target().parameter("include").orElse("")) {
      case "content" -> true;
      case "" -> false;
      default ->
          throw new Refusal(
              Problem.of(ProblemKind.BAD_REQUEST, "The only thing to include is content."));
    };
  }

  private static long contentBytes(Scan.Page page) {
    return page.members().stream()
        .flatMap(member -> member.content().stream())
        .filter(Content.Inline.class::isInstance)
        .mapToLong(Content::length)
        .sum();
  }

  /** The page as it is shown, if there is room to write it. */
  private static byte[] within(MemoryBudget memory, String prefix, Scan.Page page) {
    try (MemoryBudget.Share share = memory.open()) {
      share.show(COPIES * contentBytes(page));
      return document(prefix, page);
    }
  }

  private static byte[] document(String prefix, Scan.Page page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
      MemberWriter members = new MemberWriter(json);
      json.writeStartObject();
      json.writeStringProperty("collection", prefix);
      json.writeArrayPropertyStart("members");
      page.members().forEach(members::write);
      json.writeEndArray();
      json.writeArrayPropertyStart("collections");
      page.collections().forEach(json::writeString);
      json.writeEndArray();
      page.next().ifPresent(next -> json.writeStringProperty("next", Cursor.of(next)));
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static Response described(
      Response response, EntityTag tag, Request request, Scan.Page page) {
    response.with("ETag", tag.toString()).with("Cache-Control", "private, no-cache");
    page.next()
        .ifPresent(
            next -> response.with("Link", "<%s>; rel=\"next\"".formatted(link(request, next))));
    return response;
  }

  /** The same request, from the cursor on. */
  private static String link(Request request, String next) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String kept : Arrays.asList("depth", "include", "limit")) {
      request.target().parameter(kept).ifPresent(value -> query.put(kept, value));
    }
    query.put("cursor", Cursor.of(next));
    return PathSyntax.parse(request.target().rawPath()).value()
        + query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String digest(byte[] document) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
