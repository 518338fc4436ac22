package dev.etagere.storage;

import java.util.Set;

/**
 * One compare-and-set: if the path is as expected, this version becomes its newest.
 *
 * @param expected what must stand at the version's path; the version's number is the expected one
 *     plus 1
 * @param stored the new version
 * @param claims what the resource holds from now on, in place of what it held
 */
public record Write(Expected expected, Stored stored, Set<Claim> claims) {

  public Write {
    if (stored.version().number() != expected.number() + 1) {
      throw new IllegalArgumentException(
          "version %d cannot replace version %d"
              .formatted(stored.version().number(), expected.number()));
    }
    claims = Set.copyOf(claims);
  }

  public ResourcePath path() {
    return stored.version().path();
  }
}
