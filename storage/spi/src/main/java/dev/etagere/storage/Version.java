package dev.etagere.storage;

import java.time.Instant;

/**
 * One version of one resource, without its content. Every successful write makes one; none is ever
 * changed.
 *
 * <p>The versions of a resource form a chain: number <i>n</i> replaced number
 * <i>n</i>&nbsp;−&nbsp;1, a deletion is a version too, and what is written after it goes on
 * counting.
 *
 * @param path the resource
 * @param number counted per resource from 1, never reused
 * @param token what makes the entity tag unguessable: 13 characters of {@code [0-9a-z]}
 * @param time when it was made, to the millisecond; never before the version it replaced
 * @param sharesSecond whether the version it replaced was made within the same second of the clock,
 *     so that an HTTP-date cannot tell the two apart
 * @param kind what the write did
 * @param mediaType the value of Content-Type, empty for a deletion
 * @param length the content's length in bytes, 0 for a deletion
 * @param origin who made it, and by what request
 */
public record Version(
    ResourcePath path,
    long number,
    String token,
    Instant time,
    boolean sharesSecond,
    Kind kind,
    String mediaType,
    long length,
    Origin origin) {

  /** What the write did to the resource. */
  public enum Kind {
    /** It gave the resource this content. */
    WRITTEN,
    /** It deleted the resource; the version is a tombstone. */
    DELETED
  }

  /**
   * Who made a version, and by what request.
   *
   * @param writer the authenticated subject, empty where there is none
   * @param requestId the request that made it
   * @param operation the commit that made it, unique for ever; {@link Store#landed} finds it again
   */
  public record Origin(String writer, String requestId, String operation) {}

  public Version {
    if (number < 1) {
      throw new IllegalArgumentException("versions are counted from 1, not " + number);
    }
  }

  /** The opaque part of the version's entity tag: {@code 7.6k9q2m7x0c4tj}. */
  public String tag() {
    return number + "." + token;
  }

  public boolean isDeletion() {
    return kind == Kind.DELETED;
  }
}
