package dev.etagere.client;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A resource of a collection, as the collection lists it.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Looking.java" region="members"}
 *
 * @param url where it is
 * @param path the same as the server writes it
 * @param version the number of the current version
 * @param tag its entity tag, to be shown
 * @param lastModified when it was written
 * @param size in bytes
 * @param mediaType of the content
 */
public record Member(
    URI url,
    String path,
    long version,
    Optional<String> tag,
    Instant lastModified,
    long size,
    String mediaType) {

  static Member of(URI collection, JsonMembers members) {
    String path = members.string("path").orElse("");
    return new Member(
        collection.resolve(path),
        path,
        members.whole("version").orElse(0L),
        members.string("etag"),
        members.instant("last_modified"),
        members.whole("size").orElse(0L),
        members.string("media_type").orElse("application/octet-stream"));
  }
}
