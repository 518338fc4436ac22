package dev.etagere.storage;

/**
 * How a commit ended. Each of them is expected; what nobody expects is a {@link StoreException}.
 */
public sealed interface Outcome {

  /**
   * It is done and durable, with all that belongs to it.
   *
   * @param sequence the position of the commit's last version in the order of all versions of the
   *     store
   */
  record Committed(long sequence) implements Outcome {}

  /**
   * Nothing was done: a path was not as expected. What is reported is durable, and is the very
   * state that the comparison met.
   *
   * @param path the first path, in the order writes, guards, reclaims, that was not as expected
   * @param current what stands there
   */
  record Conflict(ResourcePath path, Selected current) implements Outcome {}

  /**
   * Nothing was done: a claim is held by another resource, or twice within the commit.
   *
   * @param path the resource that wanted it
   * @param claim the claim
   * @param holder the resource that holds it
   */
  record Taken(ResourcePath path, Claim claim, ResourcePath holder) implements Outcome {}

  /**
   * Nothing was done: the receipt's key was used before.
   *
   * @param earlier the receipt of that time
   */
  record Duplicate(Receipt earlier) implements Outcome {}

  /**
   * Nobody knows yet: the store was lost between the question and the answer. {@link Store#landed}
   * tells once the store is back.
   *
   * @param operation of the commit
   */
  record Unknown(String operation) implements Outcome {}
}
