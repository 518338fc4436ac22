package dev.etagere.server.resources;

import dev.etagere.conditions.Preconditions;
import dev.etagere.storage.ResourcePath;

/**
 * One write that a client wants.
 *
 * @param method how it asks: decides which rule applies, and whether the resource has to exist
 * @param path the resource
 * @param preconditions under which it wants it
 * @param edit what it makes of the current version
 */
public record Intent(Method method, ResourcePath path, Preconditions preconditions, Edit edit) {

  /** The methods that write. */
  public enum Method {
    PUT,
    PATCH,
    DELETE,
    /** POST to a collection, under a name of its own. */
    CREATE;

    /** Whether there must be a resource before there can be preconditions (§13.2.1): else 404. */
    boolean needsResource() {
      return this == PATCH || this == DELETE;
    }
  }
}
