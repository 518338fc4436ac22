package dev.etagere.server.merging;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonPatch;
import dev.etagere.merge.MergeOptions;
import dev.etagere.merge.MergeOutcome;
import dev.etagere.merge.MergePatch;
import dev.etagere.merge.ThreeWayMerge;
import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.resources.Contents;
import dev.etagere.server.resources.Extent;
import dev.etagere.server.resources.MediaType;
import dev.etagere.server.resources.Proposal;
import dev.etagere.storage.Content;
import dev.etagere.storage.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** Merges what a request makes of an earlier version with what is current. */
public final class Merger {

  /** The longest document that is merged or compared, in bytes. */
  public static final long LONGEST = 16L << 20;

  private static final Merging.Omitted OTHER_TYPE =
      new Merging.Omitted(
          "Only JSON and text merge: both versions and the request have to be of one such type.");
  private static final Merging.Omitted TOO_LONG =
      new Merging.Omitted("Documents over %,d bytes are not merged.".formatted(LONGEST));

  /** The result as characters and as bytes, and the patch that leads to it. */
  private static final long RESULT = 3;

  private final Contents contents;
  private final MergeRules rules;

  public Merger(Contents contents, MergeRules rules) {
    this.contents = contents;
    this.rules = rules;
  }

  /**
   * @param base the version that the request started from
   * @param current the version that is current, of the same resource
   * @param yours what the request makes of the base
   * @param share takes room for the versions, their values and the result, as long as that is used
   */
  public Merging merge(Stored base, Stored current, Proposal yours, MemoryBudget.Share share) {
    if (isTooLong(base) || isTooLong(current) || isTooLong(yours)) {
      return TOO_LONG;
    }
    MergeOptions options = rules.at(current.version().path());
    if (isJson(base) && isJson(current) && isJson(yours)) {
      return merge(new Sides(base, current, yours, options), share, Extent::ofValues, Merger::json);
    }
    return yours instanceof Proposal.Replacement replacement
            && isText(base, options)
            && isText(current, options)
            && options.mergesAsText(MediaType.essence(replacement.mediaType()))
        ? merge(new Sides(base, current, yours, options), share, Extent::ofLines, Merger::text)
        : OTHER_TYPE;
  }

  private record Sides(Stored base, Stored current, Proposal yours, MergeOptions options) {

    /** What is read: both versions, and the request's where that is no patch. */
    List<Content> contents() {
      return yours instanceof Proposal.Replacement replacement
          ? List.of(base.content(), current.content(), replacement.content())
          : List.of(base.content(), current.content());
    }

    Merging result(MergeOutcome outcome) {
      return switch (outcome) {
        case MergeOutcome.Merged merged ->
            new Merging.Done(base.version(), current.version().mediaType(), merged);
        case MergeOutcome.TooLarge tooLarge ->
            new Merging.Omitted("The documents are too large to merge: " + tooLarge.why() + ".");
        case MergeOutcome.PatchFailed failed -> new Merging.PatchFailed(failed.failure());
      };
    }
  }

  private Merging merge(
      Sides sides,
      MemoryBudget.Share share,
      ToLongFunction<byte[]> extent,
      BiFunction<Sides, List<byte[]>, Merging> merging) {
    long bytes = sides.contents().stream().mapToLong(Content::length).sum();
    Optional<Problem> noRoom = share.tryTake(bytes + RESULT * sides.current().content().length());
    if (noRoom.isPresent()) {
      return new Merging.NoRoom(noRoom.get());
    }
    List<byte[]> texts = sides.contents().stream().map(contents::read).toList();
    return share
        .tryTake(texts.stream().mapToLong(extent).sum())
        .<Merging>map(Merging.NoRoom::new)
        .orElseGet(() -> merging.apply(sides, texts));
  }

  private static Merging json(Sides sides, List<byte[]> texts) {
    List<Json> documents = texts.stream().flatMap(text -> json(text).stream()).toList();
    if (documents.size() < texts.size()) {
      return OTHER_TYPE;
    }
    Json from = documents.getFirst();
    Optional<Json> with = Optional.of(documents.get(1));
    return sides.result(
        switch (sides.yours()) {
          case Proposal.Patched(JsonPatch patch) ->
              ThreeWayMerge.patch(from, with, patch, sides.options());
          case Proposal.MergePatched(MergePatch patch) ->
              ThreeWayMerge.json(
                  Optional.of(from), with, Optional.of(patch.apply(from)), sides.options());
          case Proposal.Replacement replacement ->
              ThreeWayMerge.json(
                  Optional.of(from), with, Optional.of(documents.getLast()), sides.options());
        });
  }

  private static Merging text(Sides sides, List<byte[]> bytes) {
    List<String> texts = bytes.stream().flatMap(each -> text(each).stream()).toList();
    return texts.size() == bytes.size()
        ? sides.result(
            ThreeWayMerge.text(
                Optional.of(texts.getFirst()),
                Optional.of(texts.get(1)),
                Optional.of(texts.getLast()),
                sides.options()))
        : new Merging.Omitted("Text merges only where it is UTF-8 without NUL.");
  }

  /** A share of the memory to merge within. */
  MemoryBudget.Share open() {
    return contents.open();
  }

  /** The merged document as content that can be committed. */
  Content kept(Merging.Done done) {
    return contents.keep(done.bytes());
  }

  static Optional<Json> json(byte[] text) {
    return Json.parse(text) instanceof Json.Parsed.Document(Json root)
        ? Optional.of(root)
        : Optional.empty();
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static boolean isJson(Stored stored) {
    return MediaType.isJson(stored.version().mediaType());
  }

  private static boolean isJson(Proposal yours) {
    return switch (yours) {
      case Proposal.Replacement replacement -> MediaType.isJson(replacement.mediaType());
      case Proposal.Patched patched -> true;
      case Proposal.MergePatched patched -> true;
    };
  }

  private static boolean isText(Stored stored, MergeOptions options) {
    return options.mergesAsText(MediaType.essence(stored.version().mediaType()));
  }

  private static boolean isTooLong(Stored stored) {
    return stored.content().length() > LONGEST;
  }

  private static boolean isTooLong(Proposal yours) {
    return yours instanceof Proposal.Replacement replacement
        && replacement.content().length() > LONGEST;
  }
}
