package dev.etagere.client;

import java.time.Instant;
import java.util.Optional;

/**
 * One version of a resource in its history.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Looking.java" region="versions"}
 *
 * @param number counted per resource from 1
 * @param tag its entity tag, to be shown; none where the server keeps it to itself
 * @param time when it was written
 * @param kind whether it was written or deleted
 * @param writer who wrote it; none if it was nobody, or the caller may not know
 * @param size in bytes; 0 for a deletion
 * @param mediaType of the content; none for a deletion
 * @param requestId of the write; none if it is not kept
 */
public record PastVersion(
    long number,
    Optional<String> tag,
    Instant time,
    Kind kind,
    Optional<String> writer,
    long size,
    Optional<String> mediaType,
    Optional<String> requestId) {

  /** What became of the resource. */
  public enum Kind {
    /** It was created or replaced. */
    WRITTEN,
    /** It was deleted. */
    DELETED;

    static Kind of(JsonMembers members) {
      return members.string("kind").orElse("").equals("deleted") ? DELETED : WRITTEN;
    }
  }

  static PastVersion of(JsonMembers members) {
    return new PastVersion(
        members.whole("version").orElse(0L),
        members.string("etag"),
        members.instant("time"),
        Kind.of(members),
        members.string("writer"),
        members.whole("size").orElse(0L),
        members.string("media_type"),
        members.string("request_id"));
  }
}
