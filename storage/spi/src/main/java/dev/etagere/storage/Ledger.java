package dev.etagere.storage;

import java.util.Optional;
import java.util.Set;

/** What the commits of a group are checked against: what is durable. */
public interface Ledger {

  /** The number of the newest version at the path, 0 for none. */
  long newest(ResourcePath path);

  /** What stands at the path; asked only where an expectation does not hold. */
  Selected current(ResourcePath path);

  /** The claims that the resource holds. */
  Set<Claim> claims(ResourcePath path);

  /** The resource that holds a claim. */
  Optional<ResourcePath> holder(Claim claim);

  Optional<Receipt> receipt(String key);
}
