package dev.etagere.client;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A version that was committed, as the change feed tells it; without its content.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Looking.java" region="changes"}
 *
 * @param cursor where it stands in the feed: hand it back to read on behind it
 * @param url of the resource
 * @param path the same as the server writes it
 * @param version its number
 * @param tag its entity tag, to be shown
 * @param kind whether it was written or deleted
 * @param time when
 * @param writer by whom; none if it was nobody, or the caller may not know
 */
public record Change(
    String cursor,
    URI url,
    String path,
    long version,
    Optional<String> tag,
    PastVersion.Kind kind,
    Instant time,
    Optional<String> writer) {

  static Change of(URI base, JsonMembers members) {
    String path = members.string("path").orElse("");
    return new Change(
        members.string("cursor").orElse(""),
        base.resolve(path),
        path,
        members.whole("version").orElse(0L),
        members.string("etag"),
        PastVersion.Kind.of(members),
        members.instant("time"),
        members.string("writer"));
  }
}
