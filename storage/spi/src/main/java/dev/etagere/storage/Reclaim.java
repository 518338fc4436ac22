package dev.etagere.storage;

import java.util.Set;

/**
 * Gives a resource other claims without a new version: what a change of the rules does to the
 * members of a collection.
 *
 * @param path the resource
 * @param expected the version for which the claims were computed
 * @param claims what the resource holds from now on, in place of what it held
 */
public record Reclaim(ResourcePath path, Expected expected, Set<Claim> claims) {

  public Reclaim {
    claims = Set.copyOf(claims);
  }
}
