package dev.etagere.server.merging;

import dev.etagere.merge.Json;
import dev.etagere.merge.JsonPatch;
import dev.etagere.merge.MergeOptions;
import dev.etagere.merge.MergeOutcome;
import dev.etagere.merge.MergePatch;
import dev.etagere.merge.ThreeWayMerge;
import dev.etagere.server.resources.Contents;
import dev.etagere.server.resources.MediaType;
import dev.etagere.server.resources.Proposal;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Merges what a request makes of an earlier version with what is current. */
public final class Merger {

  /** The longest document that is merged or compared, in bytes. */
  public static final long LONGEST = 16L << 20;

  private static final Merging.Omitted OTHER_TYPE =
      new Merging.Omitted(
          "Only JSON and text merge: both versions and the request have to be of one such type.");
  private static final Merging.Omitted TOO_LONG =
      new Merging.Omitted("Documents over %,d bytes are not merged.".formatted(LONGEST));

  private final Contents contents;
  private final MergeRules rules;

  public Merger(Store store, MergeRules rules) {
    this.contents = new Contents(store);
    this.rules = rules;
  }

  /**
   * @param base the version that the request started from
   * @param current the version that is current, of the same resource
   * @param yours what the request makes of the base
   */
  public Merging merge(Stored base, Stored current, Proposal yours) {
    if (isTooLong(base) || isTooLong(current) || isTooLong(yours)) {
      return TOO_LONG;
    }
    MergeOptions options = rules.at(current.version().path());
    if (isJson(base) && isJson(current) && isJson(yours)) {
      return json(base, current, yours, options);
    }
    return yours instanceof Proposal.Replacement replacement
            && isText(base, options)
            && isText(current, options)
            && options.mergesAsText(MediaType.essence(replacement.mediaType()))
        ? text(base, current, replacement, options)
        : OTHER_TYPE;
  }

  private Merging json(Stored base, Stored current, Proposal yours, MergeOptions options) {
    Optional<Json> from = json(contents.read(base.content()));
    Optional<Json> with = json(contents.read(current.content()));
    if (from.isEmpty() || with.isEmpty()) {
      return OTHER_TYPE;
    }
    return switch (yours) {
      case Proposal.Patched(JsonPatch patch) ->
          result(base, current, ThreeWayMerge.patch(from.get(), with, patch, options));
      case Proposal.MergePatched(MergePatch patch) ->
          result(base, current, ThreeWayMerge.json(from, with, from.map(patch::apply), options));
      case Proposal.Replacement(var mediaType, var content) ->
          json(contents.read(content))
              .map(mine ->
                  result(base, current, ThreeWayMerge.json(from, with, Optional.of(mine), options)))
              .orElse(OTHER_TYPE);
    };
  }

  private Merging text(
      Stored base, Stored current, Proposal.Replacement yours, MergeOptions options) {
    Optional<String> from = text(contents.read(base.content()));
    Optional<String> with = text(contents.read(current.content()));
    Optional<String> mine = text(contents.read(yours.content()));
    return from.isPresent() && with.isPresent() && mine.isPresent()
        ? result(base, current, ThreeWayMerge.text(from, with, mine, options))
        : new Merging.Omitted("Text merges only where it is UTF-8 without NUL.");
  }

  private static Merging result(Stored base, Stored current, MergeOutcome outcome) {
    return switch (outcome) {
      case MergeOutcome.Merged merged ->
          new Merging.Done(base.version(), current.version().mediaType(), merged);
      case MergeOutcome.TooLarge tooLarge ->
          new Merging.Omitted("The documents are too large to merge: " + tooLarge.why() + ".");
      case MergeOutcome.PatchFailed failed -> new Merging.PatchFailed(failed.failure());
    };
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
