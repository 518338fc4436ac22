package dev.etagere.server.resources;

import dev.etagere.merge.JsonPatch;
import dev.etagere.merge.MergePatch;
import dev.etagere.storage.Content;

/** What a request makes of the version that it started from, whatever is current by now. */
public sealed interface Proposal {

  /** It puts a representation in its place. */
  record Replacement(String mediaType, Content content) implements Proposal {}

  /** It applies a JSON Patch to it (RFC 6902). */
  record Patched(JsonPatch patch) implements Proposal {}

  /** It applies a merge patch to it (RFC 7396). */
  record MergePatched(MergePatch patch) implements Proposal {}
}
