package dev.etagere.server.resources;

import dev.etagere.conditions.Preconditions;
import dev.etagere.server.Limits;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Payload;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.http.Request;
import dev.etagere.server.merging.MergeWishes;
import dev.etagere.storage.Content;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes in the content of writes, and makes edits of it. */
public final class Arrivals {

  /** The longest JSON text that is stored and the longest patch, in bytes: each is read as one. */
  public static final long LONGEST_JSON = 64L << 20;

  private static final String OCTETS = "application/octet-stream";

  private final Uploads uploads;
  private final Contents contents;
  private final MergeWishes wishes;
  private final Limits limits;

  public Arrivals(Uploads uploads, Contents contents, MergeWishes wishes, Limits limits) {
    this.uploads = uploads;
    this.contents = contents;
    this.wishes = wishes;
    this.limits = limits;
  }

  /**
   * Content that has arrived, and the edit that it asks for.
   *
   * @param share of the memory, where the edit holds the content as a whole
   */
  record Arrived(Content content, Edit edit, Optional<MemoryBudget.Share> share)
      implements AutoCloseable {
    @Override
    public void close() {
      share.ifPresent(MemoryBudget.Share::close);
    }
  }

  /**
   * Refuses by the header alone: 415 for a patch that nobody can apply and for an unknown coding,
   * 413 for too much, 400 for what cannot be read; 403 for a patch that would tell its sender what
   * that one may not read.
   */
  void refuseByHeader(Request request) {
    if (request.method().equals("PATCH")) {
      refusePatch(request);
    }
    Uploads.refuseByHeader(request, limit(request));
  }

  private static void refusePatch(Request request) {
    String mediaType = mediaType(request);
    if (!Patching.accepts(mediaType)) {
      throw new Refusal(
          Patching.unsupported("Send a merge patch (RFC 7396) or a JSON Patch (RFC 6902)."));
    }
    Patching.forbidden(mediaType, PathSyntax.parse(request.target().rawPath()), request.caller())
        .ifPresent(problem -> {
          throw new Refusal(problem);
        });
  }

  /** Receives the content of a PUT, POST or PATCH. */
  Arrived receive(Request request, Preconditions preconditions) throws IOException {
    Content content = uploads.receive(request, limit(request));
    String mediaType = mediaType(request);
    if (request.method().equals("PATCH")) {
      return patch(request, preconditions, content, mediaType);
    }
    Proposing edit = new Replacing(mediaType, content, contents);
    return new Arrived(content, wishes.granted(request, preconditions, edit), Optional.empty());
  }

  private Arrived patch(
      Request request, Preconditions preconditions, Content content, String mediaType) {
    MemoryBudget.Share share = contents.open();
    try {
      Proposing edit = Patching.of(mediaType, contents.document(content, share), contents);
      return new Arrived(content, wishes.granted(request, preconditions, edit), Optional.of(share));
    } catch (RuntimeException | Error refused) {
      share.close();
      throw refused;
    }
  }

  private long limit(Request request) {
    boolean isReadAsOne = request.method().equals("PATCH") || MediaType.isJson(mediaType(request));
    long longest = Math.min(LONGEST_JSON, limits.memoryBytes());
    return isReadAsOne ? Math.min(limits.contentBytes(), longest) : limits.contentBytes();
  }

  private static String mediaType(Request request) {
    List<String> lines = request.fields().lines("Content-Type");
    if (lines.size() > 1) {
      throw new Refusal(Problem.of(ProblemKind.BAD_REQUEST, "Send one Content-Type."));
    }
    if (!lines.isEmpty() && !MediaType.isWellFormed(lines.getFirst())) {
      throw new Refusal(
          Problem.of(
              ProblemKind.BAD_REQUEST,
              "Content-Type names a type and a subtype, such as application/json."));
    }
    return lines.isEmpty() ? OCTETS : lines.getFirst();
  }

  /**
   * The representation that a write made, for the client to have it at once; nothing where its
   * history is gone.
   */
  Optional<Payload> representation(Written.Made made) {
    return made.stored().version().mediaType().isEmpty()
        ? Optional.empty()
        : Optional.of(contents.payload(made.stored().content()));
  }
}
