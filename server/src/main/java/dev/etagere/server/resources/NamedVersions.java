package dev.etagere.server.resources;

import dev.etagere.conditions.EntityTag;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import java.util.Optional;

/** Finds the versions that tags name, as long as they are kept. */
public final class NamedVersions {

  private final Store store;

  public NamedVersions(Store store) {
    this.store = store;
  }

  /** The version of the resource that the tag names, tombstones included. */
  public Optional<Stored> find(ResourcePath path, EntityTag tag) {
    return Tags.named(tag)
        .flatMap(name ->
            store
                .version(path, name.version())
                .filter(stored -> stored.version().token().equals(name.token())));
  }
}
