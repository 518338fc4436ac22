package dev.etagere.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes of several resources that are performed in one atomic step, all or none. Each carries its
 * condition by construction: a draft, a patch or a deletion that of the version it was made for, a
 * creation that there is nothing yet.
 *
 * <p>A batch never changes; each call gives a longer one. It has an idempotency key of its own, so
 * that committing it again after a lost reply is performed at most once. Etagere takes up to 200
 * writes in a batch, each of another resource, and stores JSON from a batch without the space
 * between its tokens.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Batches.java" region="batch"}
 */
public final class Batch {
  private static final Batch EMPTY = new Batch(List.of());

  private final List<BatchOperation> operations;
  private final String key = Keys.next();

  private Batch(List<BatchOperation> operations) {
    this.operations = operations;
  }

  /** A batch without any write yet, which no server takes. */
  public static Batch empty() {
    return EMPTY;
  }

  /** And this: the draft's base is replaced by its content. */
  public Batch save(Draft draft) {
    return and(BatchOperation.on("PUT", draft.base(), Optional.of(draft.content())));
  }

  /** And this: the patch is applied to exactly this version. */
  public Batch patch(Document document, Patch patch) {
    return and(BatchOperation.on("PATCH", document, Optional.of(patch.content())));
  }

  /** And this: exactly this version is deleted. */
  public Batch delete(Document document) {
    return and(BatchOperation.on("DELETE", document, Optional.empty()));
  }

  /** And this: a resource is created where there is none. */
  public Batch create(String reference, Content content) {
    return and(BatchOperation.creating(reference, content));
  }

  /** And this: a member of a collection is created under a name that the server chooses. */
  public Batch add(String collection, Content content) {
    return and(BatchOperation.adding(collection, content));
  }

  /** How many writes it holds. */
  public int size() {
    return operations.size();
  }

  List<BatchOperation> operations() {
    return operations;
  }

  String key() {
    return key;
  }

  private Batch and(BatchOperation operation) {
    List<BatchOperation> all = new ArrayList<>(operations);
    all.add(operation);
    return new Batch(List.copyOf(all));
  }

  @Override
  public String toString() {
    return "batch of " + size() + " writes";
  }
}
