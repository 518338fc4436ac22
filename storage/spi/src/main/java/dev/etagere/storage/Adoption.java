package dev.etagere.storage;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one store takes over from another, as it is: a stretch of the order of all versions, or
 * receipts, or both. Nothing in it is made anew, neither tags nor times nor positions.
 *
 * @param secret of the store that it comes from
 * @param entries in the order of their positions
 * @param receipts kept beside those that are there
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares adoptions; the array is copied
public record Adoption(byte[] secret, List<Entry> entries, List<Receipt> receipts) {

  /**
   * A version with what the other store holds of it.
   *
   * @param change the version and its position
   * @param content its content, staged in the store that adopts it where it is long; nothing if the
   *     other store keeps the version no longer
   * @param claims what its resource holds, for the newest version of a path; none for the others
   */
  public record Entry(Change change, Optional<Content> content, Set<Claim> claims) {

    public Entry {
      claims = Set.copyOf(claims);
    }
  }

  public Adoption {
    secret = secret.clone();
    entries = List.copyOf(entries);
    receipts = List.copyOf(receipts);
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }
}
